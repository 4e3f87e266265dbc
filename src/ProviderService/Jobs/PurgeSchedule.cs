using ProviderService.Core.Storage;

namespace ProviderService.Jobs;

/// <summary>
/// Purges right after the start, and whenever Hangfire, whose job this is, has not done so in time: the end of secrets must not depend on
/// Hangfire's storage.
/// </summary>
internal sealed class PurgeSchedule(SharedPurge purge, TimeProvider time, ILogger<PurgeSchedule> logger) : BackgroundService
{
    /// <summary>With the time after which a run is overdue, still less than the two minutes by which secrets are purged before they expire.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        await TryAsync(purge.RunAnywayAsync, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (purge.IsOverdue) await TryAsync(purge.RunAsync, stoppingToken);
    }

    private async Task TryAsync(Func<CancellationToken, Task> run, CancellationToken stoppingToken)
    {
        try
        {
            await run(stoppingToken);
        }
        catch (StoreUnavailableException exception)
        {
            Log.PurgeFailed(logger, exception);
        }
    }
}
