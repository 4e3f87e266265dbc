using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;

namespace ProviderService.Jobs;

/// <summary>How the administrator has secrets purged without waiting for the next run.</summary>
internal static class PurgeEndpoint
{
    public static void MapPurge(this IEndpointRouteBuilder administration) =>
        administration.MapPost("/purge", PurgeAsync).Audit("ProviderService/purge/action");

    /// <summary>204: what was due is gone, but for what could not be deleted, which the log and the metrics tell.</summary>
    private static async Task<IResult> PurgeAsync(HttpContext context, PurgeExpiredSecrets purge)
    {
        await purge.RunAsync(context.RequestAborted);
        return new ArmResult(204);
    }
}
