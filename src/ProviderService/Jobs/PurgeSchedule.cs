using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;

namespace ProviderService.Jobs;

/// <summary>Runs the purge right after the start, and then every minute.</summary>
internal sealed class PurgeSchedule(PurgeExpiredSecrets purge, TimeProvider time, ILogger<PurgeSchedule> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SecretRetention.PurgeInterval, time);
        do await TryRunAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryRunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await purge.RunAsync(stoppingToken);
        }
        catch (StoreUnavailableException exception)
        {
            Log.PurgeFailed(logger, exception);
        }
    }
}
