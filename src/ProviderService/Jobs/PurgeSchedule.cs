using ProviderService.Core.Storage;

namespace ProviderService.Jobs;

/// <summary>
/// Purges right after the start, and whenever Hangfire, whose job this is, has not done so in time: the end of secrets must not depend on
/// Hangfire's storage.
/// </summary>
internal sealed class PurgeSchedule(PurgeExpiredSecrets purge, TimeProvider time, ILogger<PurgeSchedule> logger) : BackgroundService
{
    /// <summary>With the time after which a run is overdue, still less than the two minutes by which secrets are purged before they expire.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        do
        {
            if (purge.IsOverdue) await TryRunAsync(stoppingToken);
        }
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
