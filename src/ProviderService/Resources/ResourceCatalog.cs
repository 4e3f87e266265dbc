using System.Collections.Frozen;
using ProviderService.Core.Arm;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.GenericResources;
using ProviderService.Resources.Operations;
using ProviderService.Resources.ProviderOperations;
using ProviderService.Resources.Providers;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.RoleAssignments;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Resources.Subscriptions;
using ProviderService.Resources.Tenants;

namespace ProviderService.Resources;

/// <summary>The declarations of all resource types. What lists types (documents, providers, operations) reads them here.</summary>
internal static class ResourceCatalog
{
    /// <summary>Every type, in the order in which providers list them.</summary>
    public static readonly IReadOnlyList<ResourceType> All =
    [
        SubscriptionType.Instance,
        TenantType.Instance,
        ProviderType.Instance,
        GenericResourceType.Instance,
        ResourceGroupType.Instance,
        OperationStatusType.Results,
        RoleDefinitionType.Instance,
        RoleAssignmentType.Instance,
        ConnectedClusterType.Instance,
        OperationStatusType.Instance,
        ProviderOperationType.Kubernetes,
        SourceControlConfigurationType.Instance,
        ProviderOperationType.KubernetesConfiguration,
    ];

    /// <summary>The types that have OpenAPI documents of their own.</summary>
    public static readonly IReadOnlyList<ResourceType> Documented =
    [
        SubscriptionType.Instance,
        ResourceGroupType.Instance,
        ConnectedClusterType.Instance,
        SourceControlConfigurationType.Instance,
    ];

    /// <summary>The type in whose documents an endpoint of this type is found.</summary>
    public static ResourceType DocumentedWith(ResourceType type) => SharedDocuments.GetValueOrDefault(type, type);

    private static readonly FrozenDictionary<ResourceType, ResourceType> SharedDocuments = new Dictionary<ResourceType, ResourceType>
    {
        [TenantType.Instance] = SubscriptionType.Instance,
        [ProviderType.Instance] = ResourceGroupType.Instance,
        [GenericResourceType.Instance] = ResourceGroupType.Instance,
        [OperationStatusType.Results] = ResourceGroupType.Instance,
        [OperationStatusType.Instance] = ConnectedClusterType.Instance,
        [ProviderOperationType.Kubernetes] = ConnectedClusterType.Instance,
        [ProviderOperationType.KubernetesConfiguration] = SourceControlConfigurationType.Instance,
    }.ToFrozenDictionary();
}
