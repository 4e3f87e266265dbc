using ProviderService.Core.Arm;

namespace ProviderService.Resources.GenericResources;

/// <summary>The declaration of <c>Microsoft.Resources/resources</c>: every tracked resource, whatever its type. It can only be listed.</summary>
internal static class GenericResourceType
{
    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Resources",
        Name = "resources",
        Singular = "Resource",
        Path = "/subscriptions/{subscriptionId}/resources",
        CollectionPaths =
        [
            "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}/resources",
            "/subscriptions/{subscriptionId}/resources",
        ],
        Versions = ManagementVersions.Of(typeof(GenericResourceShape)),
        ActionPrefix = "Microsoft.Resources/subscriptions/resources",
        Actions = [new("read", "Get Resources", "Lists resources of all types.")],
    };
}
