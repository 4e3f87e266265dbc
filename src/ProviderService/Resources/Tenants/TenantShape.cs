namespace ProviderService.Resources.Tenants;

/// <summary>A tenant: what subscriptions and callers belong to.</summary>
/// <remarks>ARM, "Tenants - List".</remarks>
internal sealed record TenantShape(string Id, string TenantId, string DisplayName, string TenantCategory)
{
    public static TenantShape Of(string tenantId) => new($"/tenants/{tenantId}", tenantId, "ProviderService", "Home");
}
