using ProviderService.Core.Arm;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.Operations;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Resources;

/// <summary>The declarations of all resource types. What lists types (documents, providers, operations) reads them here.</summary>
internal static class ResourceCatalog
{
    /// <summary>The types that have OpenAPI documents of their own.</summary>
    public static readonly IReadOnlyList<ResourceType> Documented =
    [
        ResourceGroupType.Instance,
        ConnectedClusterType.Instance,
        SourceControlConfigurationType.Instance,
    ];

    /// <summary>The type in whose documents an endpoint of this type is found.</summary>
    public static ResourceType DocumentedWith(ResourceType type) =>
        type == OperationStatusType.Instance ? ConnectedClusterType.Instance
        : type == OperationStatusType.Results ? ResourceGroupType.Instance
        : type;
}
