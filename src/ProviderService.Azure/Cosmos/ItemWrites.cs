using System.Text.Json;
using Microsoft.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>
/// Compare-and-set of one item. A request that got no answer is settled by reading back: the write id in the item says who wrote it last.
/// Sending it again does no harm, since it expects what the first one did.
/// </summary>
internal sealed class ItemWrites(Container container, CosmosRequests requests, ItemReads reads, TimeProvider time)
{
    private const int MaxAttempts = 4;

    /// <summary>Entity tags and status are all that is read of an answer.</summary>
    private const bool ContentInAnswers = false;

    /// <summary>Writes an item if there is what <paramref name="expected"/> says.</summary>
    /// <param name="item">The item; its write id is its own.</param>
    /// <param name="expected">An entity tag; <see langword="null"/> for no document, which a tombstone is as good as.</param>
    /// <param name="cancellationToken">Gives up; the write may still happen.</param>
    /// <returns>The new entity tag, or <see langword="null"/> when it was not as expected.</returns>
    /// <exception cref="StoreUnavailableException">It cannot be told what became of the write, or nothing did.</exception>
    public async Task<string?> PutAsync(CosmosItem item, string? expected, CancellationToken cancellationToken)
    {
        var (replaced, isInDoubt) = (expected, false);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var answer = await SendAsync(item, replaced, cancellationToken);
            if (answer.Outcome == CosmosOutcome.Done) return answer.ETag;
            if (answer.Outcome is CosmosOutcome.TooLarge or CosmosOutcome.Throttled or CosmosOutcome.Refused && !isInDoubt) throw CosmosFailure.Of(answer);

            isInDoubt |= answer.Outcome == CosmosOutcome.InDoubt;
            var found = await reads.FindAsync(item.Key, cancellationToken);
            if (found?.WriteId == item.WriteId) return found.ETag;
            if (!IsAsExpected(found, expected)) return isInDoubt ? throw CosmosFailure.Unsettled() : null;
            replaced = found?.ETag;
        }

        throw CosmosFailure.Unsettled();
    }

    private bool IsAsExpected(CosmosItem? found, string? expected) =>
        expected is null ? found is null || found.IsGone(time.GetUtcNow()) : found?.ETag == expected;

    private async Task<CosmosAnswer> SendAsync(CosmosItem item, string? replaced, CancellationToken cancellationToken)
    {
        var partition = new PartitionKey(item.Partition);
        var options = new ItemRequestOptions { IfMatchEtag = replaced, EnableContentResponseOnWrite = ContentInAnswers };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(item, CosmosJson.Default.CosmosItem));
        return await requests.SendAsync(
            item.Deleted ? "delete" : "write",
            token => replaced is null
                ? container.CreateItemStreamAsync(content, partition, options, token)
                : container.ReplaceItemStreamAsync(content, item.Id, partition, options, token),
            cancellationToken);
    }
}
