using System.Text.Json.Nodes;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity.Local;

namespace ProviderService.Identity;

/// <summary><c>GET /metadata/endpoints</c>: from it clients learn of a cloud where its services are, given the address of ARM alone.</summary>
internal static class CloudMetadata
{
    public const string Path = "/metadata/endpoints";

    private const string CloudName = "ProviderService";

    public static void MapCloudMetadata(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, Answer).AllowAnonymous().ExcludeFromDescription();

    /// <summary>The first version is read by <c>az cloud register</c>; those of 2019 and 2020 list the clouds; the last has this one alone.</summary>
    private static ArmResult Answer(HttpRequest request, LocalAuthority authority)
    {
        var root = authority.RootOf(request);
        return request.Query["api-version"].ToString() switch
        {
            "2015-01-01" => new(200, Legacy(root)),
            "2019-05-01" or "2020-06-01" => new(200, new JsonArray(Cloud(root))),
            "2022-09-01" => new(200, Cloud(root)),
            _ => throw new ArmException(
                400, "InvalidApiVersionParameter",
                "The api-version is missing or invalid. The supported versions are '2015-01-01,2019-05-01,2020-06-01,2022-09-01'.",
                cause: FailureCause.Gateway),
        };
    }

    private static JsonObject Legacy(string root) => new()
    {
        ["galleryEndpoint"] = $"{root}/",
        ["graphEndpoint"] = $"{root}/graph",
        ["portalEndpoint"] = $"{root}/swagger",
        ["authentication"] = Authentication(root),
    };

    private static JsonObject Cloud(string root) => new()
    {
        ["name"] = CloudName,
        ["portal"] = $"{root}/swagger",
        ["authentication"] = Authentication(root),
        ["resourceManager"] = $"{root}/",
        ["graph"] = $"{root}/graph",
        ["graphAudience"] = $"{root}/graph",
        ["gallery"] = $"{root}/",
        ["suffixes"] = new JsonObject(),
    };

    /// <summary>Named as AD FS, since clients ask the public cloud whether it knows any other identity service.</summary>
    private static JsonObject Authentication(string root) => new()
    {
        ["loginEndpoint"] = $"{root}/adfs",
        ["audiences"] = new JsonArray($"{root}/"),
        ["tenant"] = LocalAuthority.TenantId,
        ["identityProvider"] = "ADFS",
    };
}
