namespace ProviderService.Resources.Subscriptions;

/// <summary>What a subscription is entitled to.</summary>
/// <remarks>ARM RPC, "Subscription lifecycle API reference".</remarks>
internal enum SubscriptionState
{
    /// <summary>To everything.</summary>
    Registered,

    /// <summary>To no new resources of providers that have to be registered.</summary>
    Unregistered,

    /// <summary>To reading and deleting; about to be suspended.</summary>
    Warned,

    /// <summary>The same.</summary>
    Suspended,

    /// <summary>To nothing; what it contained is being deleted or gone.</summary>
    Deleted,
}
