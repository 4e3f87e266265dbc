using ProviderService.Core.Arm;
using ProviderService.Core.Storage;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>Where a cluster and its trace in the index lie.</summary>
internal static class ConnectedClusterKeys
{
    /// <summary>The id of every cluster, each in its partition.</summary>
    public const string ClusterId = "cluster";

    /// <summary>The id of what is known of the cluster's agent.</summary>
    public const string AgentId = "agent";

    private const string IndexPrefix = "cluster-index:";

    /// <summary>The partition of a cluster and of all that belongs to it.</summary>
    public static string PartitionOf(ResourceId cluster) => cluster.Key;

    public static DocumentKey KeyOf(ResourceId cluster) => KeyIn(PartitionOf(cluster));

    public static DocumentKey KeyIn(string partition) => new(partition, ClusterId);

    public static DocumentKey AgentKeyOf(ResourceId cluster) => new(PartitionOf(cluster), AgentId);

    public static bool IsKey(DocumentKey key) => key.Id == ClusterId;

    public static DocumentKey IndexKeyOf(ResourceId cluster) =>
        new(SubscriptionDirectory.PartitionOf(cluster), IndexPrefixOf(cluster.Parent!) + cluster.Name.ToLowerInvariant());

    /// <summary>The start of the index ids of the clusters in a subscription or a resource group.</summary>
    public static string IndexPrefixOf(ResourceId scope) =>
        scope.ResourceGroup is { } group ? $"{IndexPrefix}{group.ToLowerInvariant()}:" : IndexPrefix;
}
