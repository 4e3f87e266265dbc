namespace ProviderService.Resources.Tenants;

/// <summary>A tenant on the wire (ARM, "Tenants - List").</summary>
internal sealed record TenantShape(string Id, string TenantId, string DisplayName, string TenantCategory)
{
    public static TenantShape Of(string tenantId) => new($"/tenants/{tenantId}", tenantId, "ProviderService", "Home");
}
