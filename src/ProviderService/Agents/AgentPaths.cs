using ProviderService.Core.Arm;

namespace ProviderService.Agents;

/// <summary>Where agents find what is theirs: the id of their cluster between <c>/agent/v1</c> and what they ask for.</summary>
internal static class AgentPaths
{
    /// <summary>What starts so is for agents alone.</summary>
    public const string Root = "/agent";

    public const string Cluster = V1
        + "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Kubernetes/connectedClusters/{clusterName}";

    private const string V1 = Root + "/v1";

    /// <summary>Whether a path lies below a cluster. Ids compare without case.</summary>
    public static bool IsBelow(PathString path, ResourceId cluster)
    {
        var (text, id) = (path.Value ?? "", cluster.ToString());
        var end = V1.Length + id.Length;
        return text.Length > end && text[end] == '/' && text.StartsWith(V1, StringComparison.OrdinalIgnoreCase)
            && text.AsSpan(V1.Length, id.Length).Equals(id, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The <see cref="ResourceId.Key"/> of the cluster right below which a path lies; of a path elsewhere, that of no cluster.</summary>
    public static string KeyIn(PathString path)
    {
        var text = path.Value ?? "";
        var end = text.LastIndexOf('/');
        return end > V1.Length ? text[V1.Length..end].ToLowerInvariant() : "";
    }

    /// <summary>The cluster's id as the path spells it.</summary>
    public static string ClusterIn(PathString path, ResourceId cluster) => path.Value!.Substring(V1.Length, cluster.ToString().Length);
}
