using ProviderService.Core.Arm;

namespace ProviderService.Resources.Subscriptions;

/// <summary>The declaration of <c>Microsoft.Resources/subscriptions</c>.</summary>
internal static class SubscriptionType
{
    /// <summary>The versions of ARM's subscription API, which has the tenants too.</summary>
    public static readonly IReadOnlyList<string> Versions =
        ["2016-06-01", "2018-06-01", "2019-06-01", "2019-11-01", "2020-01-01", "2021-01-01", "2022-12-01"];

    public static readonly ResourceType Instance = new()
    {
        Namespace = "Microsoft.Resources",
        Name = "subscriptions",
        Singular = "Subscription",
        Title = "SubscriptionClient",
        Path = "/subscriptions/{subscriptionId}",
        CollectionPaths = ["/subscriptions"],
        Versions = [.. Versions.Select(version => new ResourceVersion(version, typeof(SubscriptionShape)))],
        Actions = [new("read", "Get Subscription", "Reads or lists subscriptions.")],
    };
}
