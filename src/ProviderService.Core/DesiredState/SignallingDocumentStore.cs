using ProviderService.Core.Storage;

namespace ProviderService.Core.DesiredState;

/// <summary>Another store whose every committed change is signalled in this process, by whomever it is made.</summary>
public sealed class SignallingDocumentStore(IDocumentStore inner, ChangeSignal signal) : IDocumentStore
{
    public async ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken)
    {
        var etag = await inner.WriteAsync(document, expected, cancellationToken);
        if (etag is not null) signal.Raise(new DocumentChange(document.Key, document.WriteId));
        return etag;
    }

    public async ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken)
    {
        var deleted = await inner.DeleteAsync(key, expected, cancellationToken);
        if (deleted) signal.Raise(new DocumentChange(key, null));
        return deleted;
    }

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(idPrefix, now, limit, cancellationToken);

    public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
        inner.ChangesAsync(continuation, cancellationToken);
}
