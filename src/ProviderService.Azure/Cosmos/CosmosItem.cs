using System.Globalization;
using System.Text.Json.Serialization;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>A document, or the tombstone of one, as Cosmos DB keeps it.</summary>
internal sealed record CosmosItem
{
    /// <summary>As <see cref="ItemId"/> writes it.</summary>
    public required string Id { get; init; }

    /// <summary>The partition key.</summary>
    public required string Partition { get; init; }

    public required string WriteId { get; init; }

    /// <summary>A time as <see cref="Ticks"/> writes it: JSON numbers would lose the last digits, and strings of one length compare alike.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DueAt { get; init; }

    /// <inheritdoc cref="DueAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExpiresAt { get; init; }

    public required bool Deleted { get; init; }

    /// <summary>Seconds from this write until Cosmos DB removes the item; <see langword="null"/> for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Ttl { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    [JsonPropertyName("_etag")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ETag { get; init; }

    [JsonIgnore]
    public DocumentKey Key => new(Partition, ItemId.ToDocumentId(Id));

    public static CosmosItem Of(Document document, DateTimeOffset now) => new()
    {
        Id = ItemId.Of(document.Key.Id),
        Partition = document.Key.Partition,
        WriteId = document.WriteId,
        DueAt = Ticks(document.DueAt),
        ExpiresAt = Ticks(document.ExpiresAt),
        Deleted = false,
        Ttl = ItemLife.Ttl(document.ExpiresAt, now),
        Body = document.Body,
    };

    /// <summary>What a deleted document leaves, so that those who follow the changes learn of it.</summary>
    public static CosmosItem TombstoneOf(DocumentKey key) => new()
    {
        Id = ItemId.Of(key.Id),
        Partition = key.Partition,
        WriteId = Guid.NewGuid().ToString("N"),
        Deleted = true,
        Ttl = (int)ItemLife.OfTombstone.TotalSeconds,
    };

    /// <summary>Whether this stands for no document any more, though Cosmos DB has not removed it yet.</summary>
    public bool IsGone(DateTimeOffset now) => Deleted || Time(ExpiresAt) <= now;

    public StoredDocument ToDocument() =>
        new(new Document(Key, WriteId, Time(DueAt), Body) { ExpiresAt = Time(ExpiresAt) }, ETag ?? throw new FormatException("An item has no entity tag."));

    public static string? Ticks(DateTimeOffset? time) => time?.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? ticks) =>
        ticks is null ? null : new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
