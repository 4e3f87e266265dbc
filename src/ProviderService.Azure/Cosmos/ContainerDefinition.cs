using Microsoft.Azure.Cosmos;

namespace ProviderService.Azure.Cosmos;

/// <summary>What the container has to be like, whoever makes it.</summary>
internal static class ContainerDefinition
{
    private const string PartitionKeyPath = "/partition";

    /// <summary>Time to live is on, and items without a <c>ttl</c> of their own live for ever.</summary>
    private const int ForEver = -1;

    /// <summary>What queries look at, beside the id, which Cosmos DB indexes by itself.</summary>
    private static readonly string[] Indexed = ["/partition/?", "/deleted/?", "/dueAt/?"];

    /// <summary>The container, as it is made when there is none.</summary>
    public static ContainerProperties Of(string name)
    {
        var properties = new ContainerProperties(name, PartitionKeyPath) { DefaultTimeToLive = ForEver };
        foreach (var path in Indexed) properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        return properties;
    }

    /// <returns>What is wrong with a container, one sentence each.</returns>
    public static IEnumerable<string> FaultsOf(ContainerProperties container)
    {
        if (!container.PartitionKeyPaths.SequenceEqual([PartitionKeyPath]))
            yield return $"Its partition key is {string.Join(", ", container.PartitionKeyPaths)}, not {PartitionKeyPath}.";
        if (container.DefaultTimeToLive != ForEver)
            yield return "Its DefaultTimeToLive is not -1: secrets would not be removed at the end of their life, or other documents would.";
        var missing = Indexed.Except(container.IndexingPolicy.IncludedPaths.Select(path => path.Path)).ToList();
        if (container.IndexingPolicy.IndexingMode != IndexingMode.Consistent || missing.Count > 0)
            yield return $"Its indexing policy is not consistent, or lacks {string.Join(", ", missing)}: every query would read the whole container.";
        if (container.IndexingPolicy.ExcludedPaths.All(path => path.Path != "/*"))
            yield return "Its indexing policy does not exclude /*: every write would pay for an index of ciphertext.";
    }
}
