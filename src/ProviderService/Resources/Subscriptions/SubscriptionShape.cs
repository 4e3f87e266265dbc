namespace ProviderService.Resources.Subscriptions;

/// <summary>A subscription: what resource groups are in.</summary>
/// <remarks>ARM, "Subscriptions - Get".</remarks>
internal sealed record SubscriptionShape(
    string Id,
    string AuthorizationSource,
    IReadOnlyList<object> ManagedByTenants,
    string SubscriptionId,
    string TenantId,
    string DisplayName,
    string State,
    SubscriptionShape.Policies SubscriptionPolicies)
{
    internal sealed record Policies(string LocationPlacementId, string QuotaId, string SpendingLimit);

    /// <summary>Nothing is paid for here and nothing placed, so the policies are those of an ordinary subscription.</summary>
    public static SubscriptionShape Of(string subscriptionId, string tenantId) => new(
        $"/subscriptions/{subscriptionId}", "RoleBased", [], subscriptionId, tenantId, "ProviderService", "Enabled",
        new("Public_2014-09-01", "PayAsYouGo_2014-09-01", "Off"));
}
