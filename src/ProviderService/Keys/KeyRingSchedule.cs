using ProviderService.Core.Documents;

namespace ProviderService.Keys;

/// <summary>Looks after the key ring every few minutes.</summary>
internal sealed class KeyRingSchedule(KeyRingUpkeep upkeep, TimeProvider time, ILogger<KeyRingSchedule> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await RunAsync(stoppingToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await upkeep.RunAsync(cancellationToken) is { } version) Log.WrappedAnew(logger, version);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.UpkeepFailed(logger, exception);
        }
    }
}
