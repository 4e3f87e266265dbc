using ProviderService.Hosting;

namespace ProviderService.Resources.Subscriptions;

/// <summary>The routes of subscriptions, where clients that sign in start.</summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResourceType(SubscriptionType.Instance);
        group.MapGet(SubscriptionType.Instance.CollectionPaths[0], List)
            .Describe("Subscriptions_List", "List the subscriptions.", new ArmAnswer(200, "The subscriptions.", ArmContent.List));
        group.MapGet(SubscriptionType.Instance.Path, Get)
            .Describe("Subscriptions_Get", "Get a subscription.", new ArmAnswer(200, "The subscription.", ArmContent.Resource));
    }

    private static ArmResult List(ArmRequest request, SubscriptionDirectory subscriptions) =>
        new(200, new ArmList<SubscriptionShape>([SubscriptionShape.Of(subscriptions.Id.ToString(), request.TenantId)]));

    private static ArmResult Get(ArmRequest request, SubscriptionDirectory subscriptions)
    {
        subscriptions.Require(request.Id);
        return new ArmResult(200, SubscriptionShape.Of(request.Id.Name, request.TenantId));
    }
}
