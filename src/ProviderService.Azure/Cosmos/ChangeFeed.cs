using System.Text.Json;
using Microsoft.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>Reads the change feed, all ranges of partitions at once. A continuation holds one of the SDK's for each range.</summary>
internal sealed class ChangeFeed(Container container, CosmosRequests requests)
{
    private const int PageSize = 500;

    /// <inheritdoc cref="IDocumentStore.ChangesAsync"/>
    public async ValueTask<ChangePage> ReadAsync(string? continuation, CancellationToken cancellationToken)
    {
        var starts = await StartsAsync(continuation, cancellationToken);
        var pages = await Task.WhenAll(starts.Select(start => ReadRangeAsync(start, cancellationToken)));
        var next = JsonSerializer.Serialize([.. pages.Select(page => page.Continuation)], CosmosJson.Default.StringArray);
        return new ChangePage([.. pages.SelectMany(page => page.Changes)], next);
    }

    private async Task<IEnumerable<ChangeFeedStartFrom>> StartsAsync(string? continuation, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(continuation))
            return JsonSerializer.Deserialize(continuation, CosmosJson.Default.StringArray)!.Select(ChangeFeedStartFrom.ContinuationToken);
        var ranges = await requests.RangesAsync(container, cancellationToken);
        return ranges.Select(range => continuation is null ? ChangeFeedStartFrom.Now(range) : ChangeFeedStartFrom.Beginning(range));
    }

    private async Task<ChangePage> ReadRangeAsync(ChangeFeedStartFrom start, CancellationToken cancellationToken)
    {
        var answer = await requests.ReadAsync(
            "changes",
            async token =>
            {
                var options = new ChangeFeedRequestOptions { PageSizeHint = PageSize };
                using var iterator = container.GetChangeFeedStreamIterator(start, ChangeFeedMode.LatestVersion, options);
                return await iterator.ReadNextAsync(token);
            },
            cancellationToken);
        return new ChangePage(Changes(answer), answer.Continuation ?? throw new FormatException("The change feed has no continuation."));
    }

    private static IReadOnlyList<DocumentChange> Changes(CosmosAnswer answer)
    {
        if (answer.Content.IsEmpty) return [];
        var changes = JsonSerializer.Deserialize(answer.Content.Span, CosmosJson.Default.CosmosChanges)?.Documents ?? [];
        return [.. changes.Select(Change)];
    }

    private static DocumentChange Change(CosmosChanges.Change change) =>
        new(new DocumentKey(change.Partition, ItemId.ToDocumentId(change.Id)), change.Deleted ? null : change.WriteId);
}
