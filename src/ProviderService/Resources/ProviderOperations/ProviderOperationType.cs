using ProviderService.Core.Arm;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.ProviderOperations;

/// <summary>The declarations of the operations lists, one for each provider that has its own.</summary>
internal static class ProviderOperationType
{
    public static readonly ResourceType KubernetesConfiguration = new()
    {
        Namespace = "Microsoft.KubernetesConfiguration",
        Name = "operations",
        Singular = "Operation",
        Path = "/providers/Microsoft.KubernetesConfiguration/operations",
        CollectionPaths = ["/providers/Microsoft.KubernetesConfiguration/operations"],
        Versions =
        [
            new("2019-11-01-preview", typeof(ProviderOperation2019Shape)),
            new("2020-07-01-preview", typeof(ProviderOperationShape)),
            new("2020-10-01-preview", typeof(ProviderOperationShape)),
            new("2021-03-01", typeof(ProviderOperationShape)),
            new("2021-05-01-preview", typeof(ProviderOperation2021Shape)),
            new("2021-06-01-preview", typeof(ProviderOperation2021Shape)),
            new("2021-09-01", typeof(ProviderOperation2021Shape)),
            new("2021-11-01-preview", typeof(ProviderOperation2021Shape)),
            new("2021-12-01-preview", typeof(ProviderOperation2021Shape)),
            new("2022-01-01-preview", typeof(ProviderOperation2021Shape)),
            new("2022-03-01", typeof(ProviderOperation2021Shape)),
            new("2022-07-01", typeof(ProviderOperation2021Shape), listed: false),
            new("2022-11-01", typeof(ProviderOperation2021Shape)),
            new("2023-05-01-preview", typeof(ProviderOperation2021Shape)),
            new("2023-05-01", typeof(ProviderOperation2021Shape)),
        ],
        Actions = [],
    };

    public static readonly ResourceType Kubernetes = new()
    {
        Namespace = "Microsoft.Kubernetes",
        Name = "Operations",
        Singular = "Operation",
        Path = "/providers/Microsoft.Kubernetes/operations",
        CollectionPaths = ["/providers/Microsoft.Kubernetes/operations"],
        Versions = [.. ConnectedClusterType.Instance.Versions.Select(version => version with { Shape = typeof(KubernetesOperationShape) })],
        Actions = [],
    };
}
