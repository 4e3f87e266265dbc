using ProviderService.Core.Arm;
using ProviderService.Identity.Authorization;

namespace ProviderService.Hosting;

/// <summary>How a feature puts its resource type on the routes.</summary>
internal static class ArmEndpoints
{
    /// <summary>Groups the routes of a resource type: they share its api-version check, the actions that roles must
    /// grant, and its place in the OpenAPI documents.</summary>
    public static RouteGroupBuilder MapResourceType(this IEndpointRouteBuilder routes, ResourceType type)
    {
        var group = routes.MapGroup("");
        group.WithMetadata(type).WithTags(type.Name);
        ((IEndpointConventionBuilder)group).Finally(endpoint => RequiredAction.AddTo(endpoint, type));
        return group;
    }
}
