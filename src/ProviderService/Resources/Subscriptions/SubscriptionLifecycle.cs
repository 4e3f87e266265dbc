using System.Text.Json;
using ProviderService.Core.Arm;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;
using ProviderService.Identity;

namespace ProviderService.Resources.Subscriptions;

/// <summary><c>PUT /subscriptions/{id}?api-version=2.0</c>: what ARM tells a provider about a subscription, here the administrator.</summary>
/// <remarks>ARM RPC, "Subscription lifecycle API reference".</remarks>
internal static class SubscriptionLifecycle
{
    private const string Version = "2.0";

    public static void MapSubscriptionLifecycle(this IEndpointRouteBuilder routes) => routes
        .MapPut(SubscriptionType.Instance.Path, PutAsync).RequireAuthorization(policy => policy.RequireRole(LocalAdministrator.Role))
        .Audit("Microsoft.Resources/subscriptions/write").ExcludeFromDescription();

    private static async Task<IResult> PutAsync(string subscriptionId, HttpContext context, SubscriptionDirectory subscriptions, SubscriptionStates states)
    {
        if (context.Request.Query["api-version"] != Version)
            throw new ArmException(400, "InvalidApiVersionParameter", $"The life of a subscription is changed at api-version '{Version}'.");
        if (!subscriptions.Has(subscriptionId)) throw ArmErrors.SubscriptionNotFound(subscriptionId);
        var document = await RequestBody.ReadAsync(context.Request);
        context.Response.RegisterForDispose(document);
        var state = StateIn(document.RootElement);
        AuditNotes.Of(context).Set("state", state.ToString());
        await states.SetAsync(ResourceId.Parse($"/subscriptions/{subscriptionId}"), state, context.RequestAborted);
        return new ArmResult(200, document.RootElement);
    }

    private static SubscriptionState StateIn(JsonElement body)
    {
        var faults = new Faults();
        var text = new JsonMembers(body, "", faults).Text("state");
        faults.ThrowIfAny();
        return Enum.GetNames<SubscriptionState>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<SubscriptionState>(text!, ignoreCase: true)
            : throw new ArmException(400, "InvalidValue", $"'state' must be one of '{string.Join("', '", Enum.GetNames<SubscriptionState>())}'.", "state");
    }
}
