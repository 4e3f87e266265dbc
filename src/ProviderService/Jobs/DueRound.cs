using ProviderService.Core.Storage;

namespace ProviderService.Jobs;

/// <summary>
/// One round over what is due: everything once, the longest overdue first. What failed stays due and is passed over until the next round,
/// so that it holds up nothing else.
/// </summary>
internal sealed class DueRound(IDocumentStore store, string idPrefix, int batchSize)
{
    private readonly Dictionary<DocumentKey, DateTimeOffset> _failed = [];

    /// <summary>Since when the longest overdue of what failed has been due; <see langword="null"/> when nothing failed.</summary>
    public DateTimeOffset? FailedSince => _failed.Count == 0 ? null : _failed.Values.Min();

    public int Failed => _failed.Count;

    /// <returns>What comes next, a batch or as much more as has failed; empty at the end of the round.</returns>
    public async Task<IReadOnlyList<StoredDocument>> NextAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What failed comes first again. Twice as many more, so that a round of failures needs few queries.
        var due = await store.DueAsync(idPrefix, now, batchSize + (2 * _failed.Count), cancellationToken);
        return [.. due.Where(document => !_failed.ContainsKey(document.Document.Key))];
    }

    public void Fail(StoredDocument document) => _failed[document.Document.Key] = document.Document.DueAt!.Value;
}
