using System.Security.Cryptography;
using ProviderService.Core.Storage;

namespace ProviderService.Core.Documents;

/// <summary>
/// Seals under the active data key what retired ones sealed, so that these can go one day. Content, due time and end of life stay; only the
/// write is new. May be cut off anywhere and go on twice at once: each step is a compare-and-set that starts from what is stored.
/// </summary>
public sealed class DocumentResealing(
    IDocumentStore store, SealedDocuments documents, KeyRingStore ring, KeyRingLoader loader, KeyNotice notice, TimeProvider time)
{
    /// <summary>Few enough for the writes of callers to pass in between.</summary>
    private const int BatchSize = 16;

    /// <summary>Walks through all documents, if there is a key to retire.</summary>
    /// <param name="retiredKeyLife">How long a key stays in the ring after nothing is sealed under it any more.</param>
    /// <param name="cancellationToken">Gives up; the next run starts again.</param>
    /// <returns>How many documents were sealed anew, and how many could not be.</returns>
    public async Task<ResealOutcome> RunAsync(TimeSpan retiredKeyLife, CancellationToken cancellationToken)
    {
        await loader.LoadAsync(cancellationToken);
        var started = time.GetUtcNow();
        var retired = (await ring.ReadAsync(cancellationToken)).RetiredAt(started, notice)
            .Where(key => key.ResealedAt is not { } end || end + retiredKeyLife <= started).Select(key => key.Id).ToHashSet();
        if (retired.Count == 0) return ResealOutcome.Nothing;

        var outcome = await WalkAsync(cancellationToken);
        if (outcome.Left == 0) await ring.ChangeAsync(current => After(current, retired, started), cancellationToken);
        return outcome;
    }

    /// <summary>The ring after a walk that left nothing: a key that was waited for long enough is gone, any other begins to wait.</summary>
    private static KeyRingDocument After(KeyRingDocument ring, HashSet<Guid> retired, DateTimeOffset started) => new(
    [
        .. ring.Keys.Where(key => !retired.Contains(key.Id) || key.ResealedAt is null)
            .Select(key => retired.Contains(key.Id) ? key with { ResealedAt = started } : key),
    ]);

    private async Task<ResealOutcome> WalkAsync(CancellationToken cancellationToken)
    {
        var (outcome, continuation) = (ResealOutcome.Nothing, IDocumentStore.Beginning);
        while (true)
        {
            var page = await store.ChangesAsync(continuation, cancellationToken);
            if (page.Changes.Count == 0) return outcome;
            continuation = page.Continuation;
            foreach (var batch in page.Changes.Where(change => !change.Deleted && change.Key != KeyRingStore.Key).Chunk(BatchSize))
                foreach (var part in await Task.WhenAll(batch.Select(change => ResealAsync(change.Key, cancellationToken))))
                    outcome = new(outcome.Resealed + part.Resealed, outcome.Left + part.Left);
        }
    }

    private async Task<ResealOutcome> ResealAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await documents.ResealAsync(key, cancellationToken) ? new(1, 0) : ResealOutcome.Nothing;
        }
        catch (CryptographicException)
        {
            return new(0, 1);
        }
    }
}

/// <summary>What a run of the re-sealing did.</summary>
/// <param name="Resealed">Documents that are now under the active key.</param>
/// <param name="Left">Documents that do not open, so that the key which they name has to stay.</param>
public sealed record ResealOutcome(int Resealed, int Left)
{
    public static readonly ResealOutcome Nothing = new(0, 0);
}
