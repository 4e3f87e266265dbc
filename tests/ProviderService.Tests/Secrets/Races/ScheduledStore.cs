using ProviderService.Core.Storage;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>A store each operation of which waits for its turn.</summary>
internal sealed class ScheduledStore(IDocumentStore inner, Schedule schedule) : IDocumentStore
{
    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) =>
        schedule.TakeAsync(() => inner.ReadAsync(key, cancellationToken));

    public ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) =>
        schedule.ChangeAsync(() => inner.WriteAsync(document, expected, cancellationToken));

    public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
        schedule.ChangeAsync(() => inner.DeleteAsync(key, expected, cancellationToken));

    public ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
        schedule.TakeAsync(() => inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken));

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        schedule.TakeAsync(() => inner.DueAsync(idPrefix, now, limit, cancellationToken));

    public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
        schedule.TakeAsync(() => inner.ChangesAsync(continuation, cancellationToken));
}
