namespace ProviderService.Core.Storage;

/// <summary>Measures another store: how long each operation takes, how it ends and how many bytes it moves, and a span for each that is
/// part of a trace. Partitions and ids go into spans, never into metrics; bodies go nowhere.</summary>
public sealed class InstrumentedDocumentStore(IDocumentStore inner, TimeProvider time) : IDocumentStore
{
    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        using var operation = StoreOperation.Start("read", key, time, cancellationToken);
        var found = await inner.ReadAsync(key, cancellationToken);
        operation?.Complete(found is null ? "absent" : "found", found?.Document.Body.Length ?? 0);
        return found;
    }

    public async ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken)
    {
        using var operation = StoreOperation.Start("write", document.Key, time, cancellationToken);
        var etag = await inner.WriteAsync(document, expected, cancellationToken);
        operation?.Complete(etag is null ? "conflict" : "written", etag is null ? 0 : document.Body.Length);
        return etag;
    }

    public async ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken)
    {
        using var operation = StoreOperation.Start("delete", key, time, cancellationToken);
        var deleted = await inner.DeleteAsync(key, expected, cancellationToken);
        operation?.Complete(deleted ? "deleted" : "conflict");
        return deleted;
    }

    public async ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken)
    {
        using var operation = StoreOperation.Start("list", new DocumentKey(partition, idPrefix), time, cancellationToken);
        var page = await inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);
        operation?.Complete("found", SizeOf(page.Documents));
        return page;
    }

    public async ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        using var operation = StoreOperation.Start("due", null, time, cancellationToken);
        var due = await inner.DueAsync(idPrefix, now, limit, cancellationToken);
        operation?.Complete("found", SizeOf(due));
        return due;
    }

    public async ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken)
    {
        using var operation = StoreOperation.Start("changes", null, time, cancellationToken);
        var page = await inner.ChangesAsync(continuation, cancellationToken);
        operation?.Complete("found");
        return page;
    }

    private static long SizeOf(IReadOnlyList<StoredDocument> documents)
    {
        var size = 0L;
        foreach (var stored in documents) size += stored.Document.Body.Length;
        return size;
    }
}
