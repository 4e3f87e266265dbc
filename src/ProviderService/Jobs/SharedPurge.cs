using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Secrets;

namespace ProviderService.Jobs;

/// <summary>
/// The purge for replicas that share a store: one of them runs it, and the others leave it to that one for as long as it may be alive.
/// </summary>
internal sealed class SharedPurge(PurgeExpiredSecrets purge, SealedDocuments documents, TimeProvider time)
{
    public const string LeaseName = "purge";

    /// <summary>Less than the minute from run to run, so that the holder's next run and that of another one begin alike; with the interval
    /// at which <see cref="PurgeSchedule"/> looks, less than the two minutes by which secrets are purged before they expire.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(55);

    private readonly Lease _lease = new(documents, LeaseName, LeaseDuration, time);

    public bool IsOverdue => purge.IsOverdue;

    /// <summary>Runs the purge, unless another replica began one within the last minute or still goes on with it.</summary>
    /// <exception cref="StoreUnavailableException">The store does not tell what is due, or who holds the lease.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await _lease.TryTakeAsync(cancellationToken)) await HoldAsync(purge.RunAsync(cancellationToken), cancellationToken);
        else SecretInstrumentation.LeaveToAnother();
    }

    /// <summary>Runs it whoever holds the lease, as at a start, when the holder may be the process that died before.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task RunAnywayAsync(CancellationToken cancellationToken)
    {
        await _lease.TryTakeAsync(cancellationToken);
        await purge.RunAsync(cancellationToken);
    }

    /// <summary>A run that takes longer keeps its lease. One that has lost it goes on all the same, and does no harm.</summary>
    private async Task HoldAsync(Task run, CancellationToken cancellationToken)
    {
        try
        {
            while (await Task.WhenAny(run, Task.Delay(LeaseDuration / 2, time, cancellationToken)) != run && !cancellationToken.IsCancellationRequested)
                await _lease.TryTakeAsync(cancellationToken);
        }
        finally
        {
            await run;
        }
    }
}
