using ProviderService.Core.Arm;

namespace ProviderService.Resources.Providers;

/// <summary>The declaration of <c>Microsoft.Resources/providers</c>.</summary>
internal static class ProviderType
{
    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Resources",
        Name = "providers",
        Singular = "Provider",
        Path = "/subscriptions/{subscriptionId}/providers/{resourceProviderNamespace}",
        CollectionPaths = ["/subscriptions/{subscriptionId}/providers", "/providers"],
        Versions = ManagementVersions.Of(typeof(ProviderShape)),
        ActionPrefix = "Microsoft.Resources/subscriptions/providers",
        Actions =
        [
            new("read", "Get Resource Provider", "Reads or lists resource providers."),
            new("register/action", "Register Resource Provider", "Lets a subscription use a resource provider."),
            new("unregister/action", "Unregister Resource Provider", "Ends the use of a resource provider by a subscription."),
        ],
    };

    /// <summary>A provider as it is outside of any subscription.</summary>
    public const string TenantPath = "/providers/{resourceProviderNamespace}";
}
