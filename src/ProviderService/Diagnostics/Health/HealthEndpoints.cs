using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ProviderService.Hosting;
using ProviderService.Hosting.Limits;

namespace ProviderService.Diagnostics.Health;

/// <summary>Whether the process lives, and whether it should be sent requests. Anybody may ask; the answers name checks, never reasons.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<ClockCheck>();
        services.AddHealthChecks()
            .AddCheck<StoreCheck>("store", timeout: Patience)
            .AddCheck<KeyRingCheck>("keys", timeout: Patience)
            .AddCheck<KeyEncryptionKeyCheck>("key-encryption-key", timeout: Patience)
            .AddCheck<ClockCheck>("clock", timeout: Patience)
            .AddCheck<StoppingCheck>("running", timeout: Patience);
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var live = new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync };
        routes.MapHealthChecks("/healthz/live", live).AllowAnonymous().WithoutLimits();
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous().WithoutLimits();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new Answer(report.Status.ToString(), report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString())),
        ArmJson.Options);

    private sealed record Answer(string Status, IReadOnlyDictionary<string, string> Checks);
}
