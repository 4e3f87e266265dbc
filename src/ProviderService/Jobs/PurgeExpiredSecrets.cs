using System.Security.Cryptography;
using ProviderService.Core.Documents;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Health;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Secrets;

namespace ProviderService.Jobs;

/// <summary>
/// Deletes the secrets that expire before the next two runs, and those that no configuration refers to. Every step is conditional and
/// starts from what is stored, so that a run may be cut off anywhere, or go on twice at once.
/// </summary>
internal sealed class PurgeExpiredSecrets(
    IDocumentStore store, SecretStore secrets, CredentialPurge purge, SecretCensus census, ClockCheck clock, TimeProvider time,
    ILogger<PurgeExpiredSecrets> logger)
{
    /// <summary>From the beginning of one run to the next: a minute, and what Hangfire may take to begin.</summary>
    public static readonly TimeSpan Patience = SecretRetention.PurgeInterval + TimeSpan.FromSeconds(30);

    /// <summary>Few enough for the writes of callers to pass in between.</summary>
    private const int BatchSize = 64;

    private int _running;
    private long _overdueFrom = long.MinValue;

    /// <summary>Whether no run goes on here, and none has begun for longer than there should be between two.</summary>
    public bool IsOverdue => Volatile.Read(ref _running) == 0 && time.GetTimestamp() >= Volatile.Read(ref _overdueFrom);

    /// <summary>Looks at all secrets that are due, unless the clock cannot be trusted, which alone knows what is. Readers go by it all the same.</summary>
    /// <exception cref="StoreUnavailableException">The store does not tell what is due.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        var begun = time.GetTimestamp();
        Volatile.Write(ref _overdueFrom, begun + (long)(Patience.TotalSeconds * time.TimestampFrequency));
        try
        {
            if (clock.IsSane()) await PurgeAsync(cancellationToken);
            else Log.PurgePaused(logger);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            SecretInstrumentation.PurgeDuration.Record(time.GetElapsedTime(begun).TotalSeconds);
        }
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        SecretInstrumentation.Purged.Add(0); // visible before there is something to count
        var round = new DueRound(store, SecretStore.Prefix, BatchSize);
        while (await round.NextAsync(time.GetUtcNow(), cancellationToken) is { Count: > 0 } due)
            foreach (var batch in due.Chunk(BatchSize))
                await CompleteAsync(batch, round, cancellationToken);
        SecretInstrumentation.Overdue.Record(round.FailedSince is { } since ? (time.GetUtcNow() - since).TotalSeconds : 0);
        await census.TakeAsync(cancellationToken);
    }

    /// <summary>Secrets of one configuration go together, since they are one change of it.</summary>
    private async Task CompleteAsync(StoredDocument[] due, DueRound round, CancellationToken cancellationToken)
    {
        var opened = new List<(StoredDocument Due, Versioned<SecretDocument> Secret)>();
        foreach (var document in due)
            if (await TryOpenAsync(document, round, cancellationToken) is { } secret) opened.Add((document, secret));
        var owners = opened.GroupBy(one => (one.Due.Document.Key.Partition, one.Secret.Value.OwnerId, one.Secret.Value.OwnerUid));
        var outcomes = await Task.WhenAll(owners.Select(async owned => (Owned: owned, Failure: await TryCompleteAsync(owned.Select(one => one.Secret), cancellationToken))));
        foreach (var (owned, failure) in outcomes)
            if (failure is not null) Fail(round, owned.Select(one => one.Due), failure);
    }

    /// <returns><see langword="null"/> when it does not open: the key is lost, or somebody changed it.</returns>
    private async Task<Versioned<SecretDocument>?> TryOpenAsync(StoredDocument due, DueRound round, CancellationToken cancellationToken)
    {
        try
        {
            return secrets.Open(due);
        }
        catch (CryptographicException exception)
        {
            if (!await purge.DropAsync(due, cancellationToken)) Fail(round, [due], exception);
            return null;
        }
    }

    private async Task<Exception?> TryCompleteAsync(IEnumerable<Versioned<SecretDocument>> owned, CancellationToken cancellationToken)
    {
        try
        {
            await purge.CompleteAsync([.. owned], cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception;
        }
    }

    /// <summary>Whatever is wrong with many is likely the same: one stack trace a run is enough.</summary>
    private void Fail(DueRound round, IEnumerable<StoredDocument> documents, Exception exception)
    {
        if (round.Failed == 0) Log.PurgeFailed(logger, exception);
        foreach (var document in documents) round.Fail(document);
    }
}
