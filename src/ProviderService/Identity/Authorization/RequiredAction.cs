using Microsoft.AspNetCore.Routing.Patterns;
using ProviderService.Core.Arm;

namespace ProviderService.Identity.Authorization;

/// <summary>The action that a caller's roles must grant at the scope of a request, e.g. <c>Microsoft.Kubernetes/connectedClusters/write</c>.
/// For endpoint metadata; every endpoint of a resource type has one.</summary>
/// <param name="Name">The name in ARM; a part in braces stands for the route value of that name.</param>
internal sealed record RequiredAction(string Name)
{
    /// <summary>Gives an endpoint the action that its type and method amount to, unless it names another.</summary>
    public static void AddTo(EndpointBuilder endpoint, ResourceType type)
    {
        if (endpoint.Metadata.OfType<RequiredAction>().Any()) return;
        var method = endpoint.Metadata.OfType<IHttpMethodMetadata>().Single().HttpMethods[0];
        endpoint.Metadata.Add(new RequiredAction($"{type.ActionPrefix}/{VerbOf(method, ((RouteEndpointBuilder)endpoint).RoutePattern)}"));
    }

    public string NameIn(HttpContext context)
    {
        if (!Name.StartsWith('{')) return Name;
        var end = Name.IndexOf('}', StringComparison.Ordinal);
        return context.Request.RouteValues[Name[1..end]] + Name[(end + 1)..];
    }

    /// <summary>An operation is named by the last segment of its path.</summary>
    private static string VerbOf(string method, RoutePattern route) => method switch
    {
        "GET" or "HEAD" => "read",
        "PUT" or "PATCH" => "write",
        "DELETE" => "delete",
        _ => $"{((RoutePatternLiteralPart)route.PathSegments[^1].Parts[0]).Content}/action",
    };
}

/// <summary>An action that must be granted at the parent of the resource as well.</summary>
internal sealed record ParentAction(string Name);

/// <summary>Marks an endpoint that shows every signed-in caller either the same or nothing but its own.</summary>
internal sealed class OpenToCallers
{
    public static readonly OpenToCallers Instance = new();
}

internal static class RequiredActionMetadata
{
    /// <summary>Names the action, where it is another than type and method say.</summary>
    public static RouteHandlerBuilder Requires(this RouteHandlerBuilder endpoint, string action) => endpoint.WithMetadata(new RequiredAction(action));

    /// <summary>Names a second action, at the parent.</summary>
    public static RouteHandlerBuilder RequiresOfParent(this RouteHandlerBuilder endpoint, ResourceType parent, string verb) =>
        endpoint.WithMetadata(new ParentAction($"{parent.ActionPrefix}/{verb}"));

    /// <summary>Lets in whoever is signed in, without any role.</summary>
    public static RouteHandlerBuilder ForEveryCaller(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(OpenToCallers.Instance);
}
