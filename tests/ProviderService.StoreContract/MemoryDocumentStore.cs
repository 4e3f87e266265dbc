using System.Globalization;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

/// <summary>A store that forgets: a dictionary, a list of what happened, and one lock around both.</summary>
public sealed class MemoryDocumentStore(TimeProvider? time = null) : IDocumentStore
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<DocumentKey, StoredDocument> _documents = new(ByPartitionThenId);
    private readonly List<DocumentChange> _changes = [];

    private static Comparer<DocumentKey> ByPartitionThenId { get; } = Comparer<DocumentKey>.Create((left, right) =>
        string.CompareOrdinal(left.Partition, right.Partition) is var order and not 0 ? order : string.CompareOrdinal(left.Id, right.Id));

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) =>
        Locked(() => Find(key), cancellationToken);

    public ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) =>
        Locked(
            () =>
            {
                var found = expected is null ? Find(document.Key) : _documents.GetValueOrDefault(document.Key);
                if (found?.ETag != expected) return null;
                var etag = Record(document.Key, document.WriteId);
                _documents[document.Key] = new StoredDocument(document with { Body = document.Body.ToArray() }, etag);
                return etag;
            },
            cancellationToken);

    public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
        Locked(
            () =>
            {
                if (_documents.GetValueOrDefault(key)?.ETag != expected) return false;
                Record(key, writeId: null);
                return _documents.Remove(key);
            },
            cancellationToken);

    public ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
        Locked(
            () =>
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
                var rest = _documents.Values
                    .Where(stored => stored.Document.Key.Partition == partition)
                    .Where(stored => stored.Document.Key.Id.StartsWith(idPrefix, StringComparison.Ordinal))
                    .Where(stored => string.CompareOrdinal(stored.Document.Key.Id, continuation) > 0)
                    .ToList();
                var page = rest.Take(limit).ToList();
                return new DocumentPage(page, rest.Count > limit ? page[^1].Document.Key.Id : null).Alive(_time);
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<StoredDocument>>(
            () =>
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
                return
                [
                    .. _documents.Values
                        .Where(stored => stored.Document.DueAt <= now && stored.Document.Key.Id.StartsWith(idPrefix, StringComparison.Ordinal))
                        .OrderBy(stored => stored.Document.DueAt).Take(limit),
                ];
            },
            cancellationToken);

    public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
        Locked(
            () =>
            {
                var since = continuation is null ? _changes.Count
                    : continuation == IDocumentStore.Beginning ? 0
                    : int.Parse(continuation, CultureInfo.InvariantCulture);
                return new ChangePage([.. _changes.Skip(since)], _changes.Count.ToString(CultureInfo.InvariantCulture));
            },
            cancellationToken);

    private StoredDocument? Find(DocumentKey key) => _documents.GetValueOrDefault(key)?.IfAlive(_time);

    /// <returns>The entity tag: how many changes there have been is never the same twice.</returns>
    private string Record(DocumentKey key, string? writeId)
    {
        _changes.Add(new DocumentChange(key, writeId));
        return _changes.Count.ToString(CultureInfo.InvariantCulture);
    }

    private ValueTask<T> Locked<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        lock (_lock) return ValueTask.FromResult(operation());
    }
}
