using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.Providers;

/// <summary>The routes of resource providers, where clients look up types and versions.</summary>
internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        var type = ProviderType.Instance;
        var group = routes.MapResourceType(type);
        var answer = new ArmAnswer(200, "The provider.", ArmContent.Resource);
        var list = new ArmAnswer(200, "The providers.", ArmContent.List);
        group.MapGet(type.CollectionPaths[0], ListAsync).Describe("Providers_List", "List the resource providers of a subscription.", list);
        group.MapGet(type.CollectionPaths[1], ListAtTenant).Describe("Providers_ListAtTenantScope", "List the resource providers.", list).ForEveryCaller();
        group.MapGet(type.Path, GetAsync).Describe("Providers_Get", "Get a resource provider: its types, versions and registration.", answer);
        group.MapGet(ProviderType.TenantPath, GetAtTenant).Describe("Providers_GetAtTenantScope", "Get a resource provider: its types and versions.", answer).ForEveryCaller();
        group.MapPost(type.Path + "/register", RegisterAsync).Describe("Providers_Register", "Register a subscription with a provider.", answer)
            .Requires("{resourceProviderNamespace}/register/action");
        group.MapPost(type.Path + "/unregister", UnregisterAsync).Describe(
            "Providers_Unregister", "Unregister a subscription: nothing of the provider can be written until it is registered again.", answer)
            .Requires("{resourceProviderNamespace}/unregister/action");
    }

    private static async Task<IResult> ListAsync(ArmRequest request, SubscriptionDirectory subscriptions, ProviderRegistrations registrations)
    {
        subscriptions.Require(request.Scope);
        var unregistered = await registrations.UnregisteredAsync(request.Scope, request.Aborted);
        return new ArmResult(200, new ArmList<ProviderShape>([.. ResourceProvider.All.Select(provider => ShapeOf(provider, request.Scope, unregistered))]));
    }

    private static ArmResult ListAtTenant(ArmRequest request) =>
        new(200, new ArmList<ProviderShape>([.. ResourceProvider.All.Select(ProviderShape.OfTenant)]));

    private static Task<IResult> GetAsync(
        string resourceProviderNamespace, ArmRequest request, SubscriptionDirectory subscriptions, ProviderRegistrations registrations) =>
        AnswerAsync(request, subscriptions, registrations, Find(resourceProviderNamespace));

    private static ArmResult GetAtTenant(string resourceProviderNamespace, ArmRequest request) =>
        new(200, ProviderShape.OfTenant(Find(resourceProviderNamespace)));

    private static async Task<IResult> RegisterAsync(
        string resourceProviderNamespace, ArmRequest request, SubscriptionDirectory subscriptions, ProviderRegistrations registrations)
    {
        subscriptions.Require(request.Scope);
        var provider = Find(resourceProviderNamespace);
        await registrations.RegisterAsync(request.Scope, provider, request.Aborted);
        return await AnswerAsync(request, subscriptions, registrations, provider);
    }

    private static async Task<IResult> UnregisterAsync(
        string resourceProviderNamespace, ArmRequest request, SubscriptionDirectory subscriptions, ProviderRegistrations registrations)
    {
        subscriptions.Require(request.Scope);
        var provider = Find(resourceProviderNamespace);
        if (!provider.RegistrationRequired)
            throw new ArmException(409, "RegistrationFree", $"The resource provider '{provider.Namespace}' needs no registration and cannot be unregistered.");
        await registrations.UnregisterAsync(request.Scope, provider, request.Aborted);
        return await AnswerAsync(request, subscriptions, registrations, provider);
    }

    private static async Task<IResult> AnswerAsync(
        ArmRequest request, SubscriptionDirectory subscriptions, ProviderRegistrations registrations, ResourceProvider provider)
    {
        subscriptions.Require(request.Scope);
        return new ArmResult(200, ShapeOf(provider, request.Scope, await registrations.UnregisteredAsync(request.Scope, request.Aborted)));
    }

    private static ProviderShape ShapeOf(ResourceProvider provider, ResourceId subscription, IReadOnlyList<string> unregistered) =>
        ProviderShape.OfSubscription(provider, subscription.ToString(), !unregistered.Contains(provider.Namespace));

    private static ResourceProvider Find(string @namespace) => ResourceProvider.Find(@namespace)
        ?? throw new ArmException(404, "InvalidResourceNamespace", $"The resource namespace '{@namespace}' is invalid.", cause: FailureCause.Gateway);
}
