using ProviderService.Core.Arm;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>The declaration of <c>Microsoft.Kubernetes/connectedClusters</c>.</summary>
internal static class ConnectedClusterType
{
    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Kubernetes",
        Name = "connectedClusters",
        Singular = "ConnectedCluster",
        Title = "ConnectedKubernetesClient",
        Path = "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}/providers/Microsoft.Kubernetes/connectedClusters/{clusterName}",
        CollectionPaths =
        [
            "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}/providers/Microsoft.Kubernetes/connectedClusters",
            "/subscriptions/{subscriptionId}/providers/Microsoft.Kubernetes/connectedClusters",
        ],
        Versions =
        [
            new("2021-03-01", typeof(ConnectedClusterShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2021-10-01", typeof(ConnectedClusterShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2024-01-01", typeof(ConnectedCluster2024Shape)) { PatchShape = typeof(ConnectedCluster2024PatchShape) },
        ],
        Capabilities = "SystemAssignedResourceIdentity, SupportsTags, SupportsLocation",
        Locations = AzureRegions.Names,
        Actions =
        [
            new("read", "Read connectedClusters", "Reads or lists connected clusters."),
            new("write", "Write connectedClusters", "Creates or updates a connected cluster."),
            new("delete", "Delete connectedClusters", "Deletes a connected cluster and its configurations."),
            new("listClusterUserCredential/action", "List cluster user credential", "Asks for credentials through cluster connect."),
        ],
    };
}
