namespace ProviderService.Azure.Cosmos;

/// <summary>How long Cosmos DB is to keep an item: <c>ttl</c>, in seconds that it counts from the write.</summary>
internal static class ItemLife
{
    /// <summary>Who follows the changes more rarely than this misses deletions (<see cref="Core.Storage.IDocumentStore.ChangesAsync"/>).</summary>
    public static readonly TimeSpan OfTombstone = TimeSpan.FromDays(1);

    /// <summary>
    /// The life that is left, less the time that a write may take, since the server's count begins when the write arrives: so the item is
    /// gone in time even then. Of a short life at least half is left to it.
    /// </summary>
    /// <returns><see langword="null"/> for an item without an end; at least 1.</returns>
    public static int? Ttl(DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (expiresAt is null) return null;
        var left = expiresAt.Value - now;
        var margin = TimeSpan.FromTicks(Math.Min(CosmosRequests.Patience.Ticks, left.Ticks / 2));
        return (int)Math.Clamp(Math.Floor((left - margin).TotalSeconds), 1, int.MaxValue);
    }
}
