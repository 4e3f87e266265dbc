using ProviderService.Core.Arm;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>The declaration of <c>Microsoft.Resources/resourceGroups</c>.</summary>
internal static class ResourceGroupType
{
    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Resources",
        Name = "resourceGroups",
        Singular = "ResourceGroup",
        Title = "ResourceManagementClient",
        Path = "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}",
        CollectionPaths = ["/subscriptions/{subscriptionId}/resourcegroups"],
        Versions =
        [
            new("2020-06-01", typeof(ResourceGroupShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2021-04-01", typeof(ResourceGroupShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2022-09-01", typeof(ResourceGroupShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2023-07-01", typeof(ResourceGroupShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2024-03-01", typeof(ResourceGroupShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2024-11-01", typeof(ResourceGroupShape)) { PatchShape = typeof(TagsPatchShape) },
            new("2025-04-01", typeof(ResourceGroupShape)) { PatchShape = typeof(TagsPatchShape) },
        ],
        DefaultVersion = ApiVersion.Parse("2021-04-01"),
        ActionPrefix = "Microsoft.Resources/subscriptions/resourceGroups",
        Capabilities = "SupportsTags, SupportsLocation",
        Actions =
        [
            new("read", "Get Resource Group", "Reads or lists resource groups."),
            new("write", "Create or Update Resource Group", "Creates or updates a resource group."),
            new("delete", "Delete Resource Group", "Deletes a resource group and everything in it."),
        ],
    };
}
