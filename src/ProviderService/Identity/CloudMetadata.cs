using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity.EntraId;
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
    private static ArmResult Answer(HttpRequest request, LocalAuthority authority, IOptions<IdentityOptions> identity, IOptions<EntraIdOptions> entra)
    {
        var root = authority.RootOf(request);
        var authentication = identity.Value.Mode == IdentityOptions.Local ? Local(root) : Entra(entra.Value);
        return request.Query["api-version"].ToString() switch
        {
            "2015-01-01" => new(200, Legacy(root, authentication)),
            "2019-05-01" or "2020-06-01" => new(200, new JsonArray(Cloud(root, authentication))),
            "2022-09-01" => new(200, Cloud(root, authentication)),
            _ => throw new ArmException(
                400, "InvalidApiVersionParameter",
                "The api-version is missing or invalid. The supported versions are '2015-01-01,2019-05-01,2020-06-01,2022-09-01'.",
                cause: FailureCause.Gateway),
        };
    }

    private static JsonObject Legacy(string root, JsonObject authentication) => new()
    {
        ["galleryEndpoint"] = $"{root}/",
        ["graphEndpoint"] = $"{root}/graph",
        ["portalEndpoint"] = $"{root}/swagger",
        ["authentication"] = authentication,
    };

    private static JsonObject Cloud(string root, JsonObject authentication) => new()
    {
        ["name"] = CloudName,
        ["portal"] = $"{root}/swagger",
        ["authentication"] = authentication,
        ["resourceManager"] = $"{root}/",
        ["graph"] = $"{root}/graph",
        ["graphAudience"] = $"{root}/graph",
        ["gallery"] = $"{root}/",
        ["suffixes"] = new JsonObject(),
    };

    /// <summary>Named as AD FS, since clients ask the public cloud whether it knows any other identity service.</summary>
    private static JsonObject Local(string root) => new()
    {
        ["loginEndpoint"] = $"{root}/adfs",
        ["audiences"] = new JsonArray($"{root}/"),
        ["tenant"] = LocalAuthority.TenantId,
        ["identityProvider"] = "ADFS",
    };

    private static JsonObject Entra(EntraIdOptions entra) => new()
    {
        ["loginEndpoint"] = entra.Instance,
        ["audiences"] = new JsonArray(entra.Resource),
        ["tenant"] = entra.TenantId,
        ["identityProvider"] = "AAD",
    };
}
