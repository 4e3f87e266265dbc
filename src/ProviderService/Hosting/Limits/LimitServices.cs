using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;

namespace ProviderService.Hosting.Limits;

/// <summary>What keeps callers, too many of them or ill-meaning ones, from taking the service from everybody else.</summary>
internal static class LimitServices
{
    /// <summary>Headers are small and come at once; Kestrel waits 30 seconds for them.</summary>
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Every poll that may be held, and as many other connections as anybody may need.</summary>
    private const int MaxConnections = 120_000;

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section)
            .Validate(limits => limits.IsUsable, "Limits: the numbers must be above zero; Limits:MaxQueued may be zero.")
            .Validate(limits => limits.RequestTimeout > TimeSpan.Zero, "Limits:RequestTimeout must be above zero.").ValidateOnStart();
        services.AddSingleton(provider => new ConcurrencyLimiter(QueueOf(provider.GetRequiredService<IOptions<LimitOptions>>().Value)));
        services.AddRequestTimeouts().AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>>(
            (timeouts, limits) => timeouts.DefaultPolicy = new() { Timeout = limits.Value.RequestTimeout, WriteTimeoutResponse = GiveUpAsync });
        services.AddOptions<KestrelServerOptions>().Configure(Bound)
            .PostConfigure<IConfiguration>((kestrel, configuration) => configuration.GetSection("Kestrel:Limits").Bind(kestrel.Limits));
        return services;
    }

    /// <summary>The limits in their order: for what has been routed, once it is known who asks.</summary>
    public static IApplicationBuilder UseLimits(this IApplicationBuilder app) =>
        app.UseMiddleware<RequestBuffering>().UseRequestTimeouts().UseMiddleware<ConcurrencyLimit>();

    private static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = RequestBody.MaxSize;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
    }

    private static ConcurrencyLimiterOptions QueueOf(LimitOptions limits) => new() { PermitLimit = limits.MaxConcurrent, QueueLimit = limits.MaxQueued };

    private static Task GiveUpAsync(HttpContext context) => ErrorEnvelope.WriteAsync(context, new ArmException(
        504, "GatewayTimeout",
        "The gateway did not receive a response from the resource provider within the specified time period. The request may have been carried out."));
}
