using ProviderService.Core.Arm;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.Tenants;

/// <summary>The declaration of <c>Microsoft.Resources/tenants</c>, which can only be listed.</summary>
internal static class TenantType
{
    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Resources",
        Name = "tenants",
        Singular = "Tenant",
        Path = "/tenants",
        CollectionPaths = ["/tenants"],
        Versions = [.. SubscriptionType.Versions.Select(version => new ResourceVersion(version, typeof(TenantShape)))],
        Actions = [new("read", "Get Tenants", "Lists tenants.")],
    };
}
