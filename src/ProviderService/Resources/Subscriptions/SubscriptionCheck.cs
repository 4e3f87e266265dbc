using ProviderService.Core.Arm;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;
using ProviderService.Resources.Providers;

namespace ProviderService.Resources.Subscriptions;

/// <summary>Refuses what the state of the subscription does not entitle to, with ARM's codes and texts.</summary>
internal sealed class SubscriptionCheck(RequestDelegate next, SubscriptionDirectory subscriptions, SubscriptionStates states)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<ArmRequest>() is { } request && context.Request.RouteValues["subscriptionId"] is string id && subscriptions.Has(id)
            && Refusal(request, id, await states.OfAsync(ResourceId.Parse($"/subscriptions/{id}"), context.RequestAborted)) is { } refusal)
            throw refusal;
        await next(context);
    }

    private static ArmException? Refusal(ArmRequest request, string id, SubscriptionState state) => state switch
    {
        SubscriptionState.Deleted => ArmErrors.SubscriptionNotFound(id),
        SubscriptionState.Warned or SubscriptionState.Suspended when IsWrite(request) => new ArmException(
            409, "ReadOnlyDisabledSubscription",
            $"The subscription '{id}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.",
            cause: FailureCause.Gateway),
        SubscriptionState.Unregistered when IsWrite(request) && ResourceProvider.Find(request.Type.Namespace) is { RegistrationRequired: true } provider => RegistrationCheck.Missing(provider),
        _ => null,
    };

    private static bool IsWrite(ArmRequest request) => !AuditAction.IsSafe(request.Http.Request.Method) && !HttpMethods.IsDelete(request.Http.Request.Method);
}
