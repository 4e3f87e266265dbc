using System.Text.Json;
using Microsoft.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>Reads single items.</summary>
internal sealed class ItemReads(Container container, CosmosRequests requests)
{
    /// <returns>The item, be it a document, a tombstone or past its life; <see langword="null"/> when there is none.</returns>
    public async Task<CosmosItem?> FindAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var answer = await requests.ReadAsync(
            "read", token => container.ReadItemStreamAsync(ItemId.Of(key.Id), new PartitionKey(key.Partition), cancellationToken: token), cancellationToken);
        if (answer.Outcome == CosmosOutcome.Absent) return null;
        var item = JsonSerializer.Deserialize(answer.Content.Span, CosmosJson.Default.CosmosItem);
        return item ?? throw new JsonException("An item is null.");
    }
}
