using ProviderService.Identity.Authorization;

namespace ProviderService.Diagnostics.Audit;

/// <summary>What an endpoint does that is not about an ARM resource, as the audit log calls it. For endpoint metadata.</summary>
/// <param name="Name">A name in ARM's form, such as <c>ProviderService/keys/rotate/action</c>.</param>
/// <param name="OnlyRefusals">Whether calls that succeed are too many and too dull to be kept.</param>
internal sealed record AuditAction(string Name, bool OnlyRefusals = false)
{
    /// <summary>The action of a request, and the resource that it is about.</summary>
    public static (string Action, string Scope) Of(HttpContext context)
    {
        var (endpoint, path) = (context.GetEndpoint(), context.Request.Path.Value ?? "/");
        if (endpoint?.Metadata.GetMetadata<AuditAction>() is { } named) return (named.Name, path);
        if (endpoint?.Metadata.GetMetadata<RequiredAction>() is not { } required) return ($"ProviderService/{VerbOf(context.Request.Method)}", path);
        // An operation stands behind the resource that it is done to.
        return (required.NameIn(context), HttpMethods.IsPost(context.Request.Method) ? path[..path.LastIndexOf('/')] : path);
    }

    /// <summary>Whether the method promises to change nothing (RFC 9110, section 9.2.1).</summary>
    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static string VerbOf(string method) =>
        IsSafe(method) ? "read" : HttpMethods.IsDelete(method) ? "delete" : HttpMethods.IsPost(method) ? "action" : "write";
}

internal static class AuditActionMetadata
{
    /// <summary>Names what an endpoint does in the audit log.</summary>
    public static TBuilder Audit<TBuilder>(this TBuilder endpoint, string action, bool onlyRefusals = false)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AuditAction(action, onlyRefusals));
}
