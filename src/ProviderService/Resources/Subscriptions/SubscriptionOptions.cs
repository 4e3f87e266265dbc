namespace ProviderService.Resources.Subscriptions;

/// <summary>The settings of <c>Arm</c>.</summary>
internal sealed class SubscriptionOptions
{
    public const string Section = "Arm";

    /// <summary>The subscription that exists from the start.</summary>
    public Guid SubscriptionId { get; set; }
}
