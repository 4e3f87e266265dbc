using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity.Authorization;

namespace ProviderService.Resources.Subscriptions;

/// <summary>The routes of subscriptions, where clients that sign in start.</summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResourceType(SubscriptionType.Instance);
        group.MapGet(SubscriptionType.Instance.CollectionPaths[0], ListAsync).ForEveryCaller()
            .Describe("Subscriptions_List", "List the subscriptions.", new ArmAnswer(200, "The subscriptions.", ArmContent.List));
        group.MapGet(SubscriptionType.Instance.Path, GetAsync)
            .Describe("Subscriptions_Get", "Get a subscription.", new ArmAnswer(200, "The subscription.", ArmContent.Resource));
    }

    /// <summary>A caller sees a subscription in which it has any role at all.</summary>
    private static async Task<IResult> ListAsync(ArmRequest request, SubscriptionDirectory subscriptions, SubscriptionStates states, RoleAuthorizer roles)
    {
        var subscription = ResourceId.Parse($"/subscriptions/{subscriptions.Id}");
        var state = await states.OfAsync(subscription, request.Aborted);
        var isSeen = state != SubscriptionState.Deleted && await roles.HasAnyAsync(request.Http.User, subscription, request.Aborted);
        return new ArmResult(200, new ArmList<SubscriptionShape>(isSeen ? [SubscriptionShape.Of(subscription.Name, request.TenantId, state)] : []));
    }

    private static async Task<IResult> GetAsync(ArmRequest request, SubscriptionDirectory subscriptions, SubscriptionStates states)
    {
        subscriptions.Require(request.Id);
        return new ArmResult(200, SubscriptionShape.Of(request.Id.Name, request.TenantId, await states.OfAsync(request.Id, request.Aborted)));
    }
}
