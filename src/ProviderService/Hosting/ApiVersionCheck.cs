using ProviderService.Core.Arm;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Hosting;

/// <summary>Checks <c>api-version</c> against the resource type that the route belongs to, with ARM's codes and texts.</summary>
internal sealed class ApiVersionCheck(RequestDelegate next, ConnectedClusterStore clusters)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ResourceType>() is { } type)
        {
            var version = Parse(type, context.Request.Query["api-version"]);
            var found = type.Find(version) ?? throw await UnknownAsync(type, version, context);
            context.Features.Set(new ArmRequest(context, type, found));
        }

        await next(context);
    }

    private static ApiVersion Parse(ResourceType type, string? text)
    {
        if (string.IsNullOrEmpty(text))
            throw Refused(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        return ApiVersion.TryParse(text, out var version)
            ? version
            : throw Refused(400, "InvalidApiVersionParameter", $"The api-version '{text}' is invalid. The supported versions are '{string.Join(',', Listed(type))}'.");
    }

    private async Task<ArmException> UnknownAsync(ResourceType type, ApiVersion version, HttpContext context)
    {
        if (version > type.Versions[^1].Version)
            return Refused(404, "InvalidResourceType", $"The resource type could not be found in the namespace '{type.Namespace}' for api version '{version}'.");
        var location = await LocationAsync(context);
        return Refused(
            400,
            "NoRegisteredProviderFound",
            $"No registered resource provider found for location '{location}' and API version '{version}' for type '{type.Name}'. The supported api-versions are '{string.Join(", ", Listed(type))}'. The supported locations are '{location}'.");
    }

    /// <summary>ARM names the location of the cluster; every location is a supported one here.</summary>
    private async Task<string> LocationAsync(HttpContext context)
    {
        if (!ResourceId.TryParseScope(context.Request.Path + "/", out var scope)) return "global";
        for (var id = scope; id is not null; id = id.Parent)
            if (id.Type.Equals(ConnectedClusterType.Instance.FullName, StringComparison.OrdinalIgnoreCase)
                && await clusters.FindAsync(id, context.RequestAborted) is { } cluster)
                return cluster.Value.Location.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        return "global";
    }

    private static IEnumerable<ApiVersion> Listed(ResourceType type) => type.Versions.Where(version => version.Listed).Select(version => version.Version);

    private static ArmException Refused(int status, string code, string message) => new(status, code, message, cause: FailureCause.Gateway);
}
