using System.Collections.Concurrent;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

/// <summary>What an account of weak consistency is to replicas that share no session: every other read sees the store of one write ago.</summary>
internal sealed class StaleDocumentStore(IDocumentStore inner) : IDocumentStore
{
    private readonly ConcurrentDictionary<DocumentKey, StoredDocument?> _before = new();
    private int _reads;

    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _reads) % 2 == 0 && _before.TryGetValue(key, out var stale) ? stale : await inner.ReadAsync(key, cancellationToken);

    public async ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken)
    {
        var before = await inner.ReadAsync(document.Key, cancellationToken);
        var etag = await inner.WriteAsync(document, expected, cancellationToken);
        if (etag is not null) _before[document.Key] = before;
        return etag;
    }

    public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) => inner.DeleteAsync(key, expected, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(idPrefix, now, limit, cancellationToken);

    public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) => inner.ChangesAsync(continuation, cancellationToken);
}
