using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Jobs;

/// <summary>
/// Deletes the secrets that expire before the next two runs, and those that no configuration refers to. Every step is conditional and
/// starts from what is stored, so that a run may be cut off anywhere, or go on twice at once.
/// </summary>
internal sealed class PurgeExpiredSecrets(IDocumentStore store, CredentialPurge purge, TimeProvider time, ILogger<PurgeExpiredSecrets> logger)
{
    /// <summary>From the beginning of one run to the next: a minute, and what Hangfire may take to begin.</summary>
    public static readonly TimeSpan Patience = SecretRetention.PurgeInterval + TimeSpan.FromSeconds(30);

    /// <summary>Few enough for the writes of callers to pass in between.</summary>
    private const int BatchSize = 64;

    private int _running;
    private long _overdueFrom = long.MinValue;

    /// <summary>Whether no run goes on here, and none has begun for longer than there should be between two.</summary>
    public bool IsOverdue => Volatile.Read(ref _running) == 0 && time.GetTimestamp() >= Volatile.Read(ref _overdueFrom);

    /// <summary>Looks at all secrets that are due. What fails is left for the next run and holds up nothing else.</summary>
    /// <exception cref="StoreUnavailableException">The store does not tell what is due.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        Volatile.Write(ref _overdueFrom, time.GetTimestamp() + (long)(Patience.TotalSeconds * time.TimestampFrequency));
        try
        {
            await PurgeAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        bool mayHaveMore;
        do
        {
            var batch = await store.DueAsync(SecretStore.Prefix, time.GetUtcNow(), BatchSize, cancellationToken);
            var completed = await Task.WhenAll(batch.Select(secret => TryCompleteAsync(secret, cancellationToken)));
            mayHaveMore = batch.Count == BatchSize && completed.Contains(true);
        }
        while (mayHaveMore);
    }

    private async Task<bool> TryCompleteAsync(StoredDocument secret, CancellationToken cancellationToken)
    {
        try
        {
            await purge.CompleteAsync(secret, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.PurgeFailed(logger, exception);
            return false;
        }
    }
}
