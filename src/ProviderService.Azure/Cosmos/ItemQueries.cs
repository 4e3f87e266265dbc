using System.Text.Json;
using Microsoft.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>
/// Reads many items. Queries are plain, and of one partition or one range of partitions: no order, no aggregate, no limit, since those
/// need a plan over all partitions, and emulators lack them.
/// </summary>
internal sealed class ItemQueries(Container container, CosmosRequests requests)
{
    private const int DuePageSize = 100;

    /// <inheritdoc cref="IDocumentStore.ListAsync"/>
    public async ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.partition = @partition AND c.deleted = false AND STARTSWITH(c.id, @prefix)")
            .WithParameter("@partition", partition).WithParameter("@prefix", ItemId.Of(idPrefix));
        var documents = new List<StoredDocument>();
        do
        {
            var page = await ReadAsync(limit - documents.Count);
            documents.AddRange(page);
        }
        while (continuation is not null && documents.Count < limit);
        return new DocumentPage(documents, await LookAheadAsync());

        async Task<List<StoredDocument>> ReadAsync(int size)
        {
            var options = new QueryRequestOptions { PartitionKey = new PartitionKey(partition), MaxItemCount = size };
            var (page, next) = await PageAsync("list", () => container.GetItemQueryStreamIterator(query, continuation, options), cancellationToken);
            continuation = next;
            return page;
        }

        // Cosmos DB may have to look whether anything follows, and says that something may.
        async Task<string?> LookAheadAsync()
        {
            for (var here = continuation; here is not null; here = continuation)
                if ((await ReadAsync(1)).Count > 0)
                    return here;
            return null;
        }
    }

    /// <summary>Every range is asked for all that is due there, since only then it is known what has been due for longest.</summary>
    /// <inheritdoc cref="IDocumentStore.DueAsync"/>
    public async ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.dueAt <= @now AND c.deleted = false AND STARTSWITH(c.id, @prefix)")
            .WithParameter("@now", CosmosItem.Ticks(now)).WithParameter("@prefix", ItemId.Of(idPrefix));
        var ranges = await requests.RangesAsync(container, cancellationToken);
        var due = await Task.WhenAll(ranges.Select(range => DueInRangeAsync(query, range, limit, cancellationToken)));
        return [.. due.SelectMany(documents => documents).OrderBy(stored => stored.Document.DueAt).Take(limit)];
    }

    private async Task<IEnumerable<StoredDocument>> DueInRangeAsync(QueryDefinition query, FeedRange range, int limit, CancellationToken cancellationToken)
    {
        var options = new QueryRequestOptions { MaxItemCount = DuePageSize };
        var latestFirst = Comparer<DateTimeOffset?>.Create((left, right) => Nullable.Compare(right, left));
        var longestDue = new PriorityQueue<StoredDocument, DateTimeOffset?>(latestFirst);
        string? continuation = null;
        do
        {
            (var page, continuation) = await PageAsync(
                "due", () => container.GetItemQueryStreamIterator(range, query, continuation, options), cancellationToken);
            foreach (var stored in page)
                if (longestDue.Count < limit) longestDue.Enqueue(stored, stored.Document.DueAt);
                else longestDue.EnqueueDequeue(stored, stored.Document.DueAt);
        }
        while (continuation is not null);
        return longestDue.UnorderedItems.Select(item => item.Element);
    }

    private async Task<(List<StoredDocument> Documents, string? Continuation)> PageAsync(
        string operation, Func<FeedIterator> iterate, CancellationToken cancellationToken)
    {
        var answer = await requests.ReadAsync(
            operation,
            async token =>
            {
                using var iterator = iterate();
                return await iterator.ReadNextAsync(token);
            },
            cancellationToken);
        var items = JsonSerializer.Deserialize(answer.Content.Span, CosmosJson.Default.CosmosItems)?.Documents ?? throw new JsonException("A page has no items.");
        return ([.. items.Select(item => item.ToDocument())], answer.Continuation);
    }
}
