using ProviderService.Core.Arm;
using ProviderService.Hosting;

namespace ProviderService.Resources.Providers;

/// <summary>Refuses writes to types of a provider that the subscription has unregistered, in words from which some clients
/// (<c>az</c>) know that they have to register it and try again.</summary>
internal sealed class RegistrationCheck(RequestDelegate next, ProviderRegistrations registrations)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (IsWrite(context.Request.Method) && context.Features.Get<ArmRequest>() is { } request
            && ResourceProvider.Find(request.Type.Namespace) is { RegistrationRequired: true } provider
            && ResourceId.TryParse($"/subscriptions/{context.Request.RouteValues["subscriptionId"]}", out var subscription)
            && (await registrations.UnregisteredAsync(subscription, context.RequestAborted)).Contains(provider.Namespace))
            throw Missing(provider);

        await next(context);
    }

    public static ArmException Missing(ResourceProvider provider) => new(
        409, "MissingSubscriptionRegistration",
        $"The subscription is not registered to use namespace '{provider.Namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.",
        cause: FailureCause.Gateway);

    private static bool IsWrite(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsDelete(method);
}
