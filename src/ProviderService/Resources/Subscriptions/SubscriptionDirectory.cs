using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;
using ProviderService.Hosting;

namespace ProviderService.Resources.Subscriptions;

/// <summary>The subscriptions of this installation: in Local mode one, which exists from the start (<c>Arm:SubscriptionId</c>).</summary>
internal sealed class SubscriptionDirectory(IOptions<SubscriptionOptions> options)
{
    public Guid Id => options.Value.SubscriptionId;

    public bool Has(string subscriptionId) => Guid.TryParseExact(subscriptionId, "D", out var asked) && asked == Id;

    /// <exception cref="ArmException">404 <c>SubscriptionNotFound</c>.</exception>
    public void Require(ResourceId id)
    {
        if (!Has(id.SubscriptionId)) throw ArmErrors.SubscriptionNotFound(id.SubscriptionId);
    }

    /// <summary>The partition of what stands above clusters.</summary>
    public static string PartitionOf(ResourceId id) => $"/subscriptions/{id.SubscriptionId.ToLowerInvariant()}";
}
