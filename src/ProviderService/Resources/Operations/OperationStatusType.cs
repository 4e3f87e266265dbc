using ProviderService.Core.Arm;

namespace ProviderService.Resources.Operations;

/// <summary>The declaration of <c>Microsoft.Kubernetes/locations/operationStatuses</c>, and of the operation results of resource groups.</summary>
internal static class OperationStatusType
{
    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Kubernetes",
        Name = "locations/operationStatuses",
        Singular = "OperationStatus",
        Path = "/providers/Microsoft.Kubernetes/locations/{location}/operationStatuses/{operationId}",
        CollectionPaths = [],
        Versions = [.. ConnectedClusters.ConnectedClusterType.Instance.Versions.Select(version => version with { Shape = typeof(OperationStatusShape) })],
        Locations = AzureRegions.Names,
        Actions = [new("read", "Read Operation Status", "Reads the status of an operation.")],
    };

    public static readonly ResourceType Results = new()
    {
        Namespace = "Microsoft.Resources",
        Name = "operationResults",
        Singular = "OperationResult",
        Path = "/subscriptions/{subscriptionId}/operationresults/{operationId}",
        CollectionPaths = [],
        Versions = [.. ResourceGroups.ResourceGroupType.Instance.Versions.Select(version => version with { Shape = typeof(OperationStatusShape) })],
        Actions = [new("read", "Get Operation Result", "Reads the result of an operation.")],
    };
}
