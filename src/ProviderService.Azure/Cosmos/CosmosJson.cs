using System.Text.Json.Serialization;

namespace ProviderService.Azure.Cosmos;

/// <summary>A page of a query.</summary>
internal sealed record CosmosItems([property: JsonPropertyName("Documents")] IReadOnlyList<CosmosItem> Documents);

/// <summary>A page of the change feed, of which only this is read.</summary>
internal sealed record CosmosChanges([property: JsonPropertyName("Documents")] IReadOnlyList<CosmosChanges.Change> Documents)
{
    internal sealed record Change(string Id, string Partition, string WriteId, bool Deleted);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CosmosItem))]
[JsonSerializable(typeof(CosmosItems))]
[JsonSerializable(typeof(CosmosChanges))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class CosmosJson : JsonSerializerContext;
