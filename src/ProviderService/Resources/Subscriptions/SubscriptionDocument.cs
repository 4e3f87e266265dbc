using System.Text.Json.Serialization;
using ProviderService.Core.Documents;

namespace ProviderService.Resources.Subscriptions;

/// <summary>The state of a subscription as it is stored, once it was ever set.</summary>
internal sealed record SubscriptionDocument : IDue
{
    [JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
    public required SubscriptionState State { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>As long as it is deleted: a write that was under way may have made something in it after it was emptied.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAt => State == SubscriptionState.Deleted ? ChangedAt : null;
}
