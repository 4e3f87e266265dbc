using Microsoft.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>
/// Documents in one Cosmos DB container, an item each, with the partition as its partition key. A deleted document leaves a tombstone for
/// a day; what has an end has a <c>ttl</c>, so that Cosmos DB removes it though nobody asks it to.
/// </summary>
public sealed class CosmosDocumentStore : IDocumentStore
{
    private readonly TimeProvider _time;
    private readonly ItemReads _reads;
    private readonly ItemWrites _writes;
    private readonly ItemQueries _queries;
    private readonly ChangeFeed _changes;

    /// <param name="container">The container; see <see cref="ContainerDefinition"/> for what it has to be like.</param>
    /// <param name="time">Says whose life is over.</param>
    public CosmosDocumentStore(Container container, TimeProvider time)
    {
        var requests = new CosmosRequests(TimeProvider.System); // a network keeps the machine's time, whatever clock ends lives
        _time = time;
        _reads = new ItemReads(container, requests);
        _writes = new ItemWrites(container, requests, _reads, time);
        _queries = new ItemQueries(container, requests);
        _changes = new ChangeFeed(container, requests);
    }

    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        if (!ItemId.Fits(key)) return null;
        var item = await _reads.FindAsync(key, cancellationToken);
        return item is null || item.IsGone(_time.GetUtcNow()) ? null : item.ToDocument();
    }

    public async ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) => ItemId.Fits(document.Key)
        ? await _writes.PutAsync(CosmosItem.Of(document, _time.GetUtcNow()), expected, cancellationToken)
        : throw new DocumentTooLargeException("The name of the document is longer than what Cosmos DB takes.");

    public async ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
        await _writes.PutAsync(CosmosItem.TombstoneOf(key), expected, cancellationToken) is not null;

    public async ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        if (!ItemId.FitsPartition(partition)) return new DocumentPage([], null);
        return (await _queries.ListAsync(partition, idPrefix, continuation, limit, cancellationToken)).Alive(_time);
    }

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return _queries.DueAsync(idPrefix, now, limit, cancellationToken);
    }

    public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
        _changes.ReadAsync(continuation, cancellationToken);
}
