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
    public static SubscriptionShape Of(string subscriptionId, string tenantId, SubscriptionState state) => new(
        $"/subscriptions/{subscriptionId}", "RoleBased", [], subscriptionId, tenantId, "ProviderService", StateOf(state),
        new("Public_2014-09-01", "PayAsYouGo_2014-09-01", "Off"));

    /// <summary>A suspended one is called disabled.</summary>
    private static string StateOf(SubscriptionState state) => state switch
    {
        SubscriptionState.Warned => "Warned",
        SubscriptionState.Suspended => "Disabled",
        _ => "Enabled",
    };
}
