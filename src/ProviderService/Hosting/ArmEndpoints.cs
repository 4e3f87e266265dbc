using ProviderService.Core.Arm;

namespace ProviderService.Hosting;

/// <summary>How a feature puts its resource type on the routes.</summary>
internal static class ArmEndpoints
{
    /// <summary>Groups the routes of a resource type: they share its api-version check and its place in the OpenAPI documents.</summary>
    public static RouteGroupBuilder MapResourceType(this IEndpointRouteBuilder routes, ResourceType type)
    {
        var group = routes.MapGroup("");
        group.WithMetadata(type).WithTags(type.Name);
        return group;
    }
}
