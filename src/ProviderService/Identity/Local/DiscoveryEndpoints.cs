using System.Text.Json.Nodes;
using ProviderService.Hosting;

namespace ProviderService.Identity.Local;

/// <summary>The documents from which clients learn where and how to get tokens (OpenID Connect Discovery 1.0, RFC 8414, RFC 7517).</summary>
internal static class DiscoveryEndpoints
{
    public static ArmResult Configuration(string tenant, HttpRequest request, LocalAuthority authority)
    {
        RequireTenant(tenant);
        var root = authority.RootOf(request);
        var oauth = LocalAuthority.IsAdfs(tenant) ? $"{root}/adfs/oauth2" : $"{root}/{tenant}/oauth2/v2.0";
        return new(200, new JsonObject
        {
            ["issuer"] = LocalAuthority.IsAdfs(tenant) ? $"{root}/adfs" : authority.IssuerOf(request),
            ["access_token_issuer"] = authority.IssuerOf(request),
            ["authorization_endpoint"] = $"{oauth}/authorize",
            ["token_endpoint"] = $"{oauth}/token",
            ["jwks_uri"] = $"{root}/{LocalAuthority.TenantId}/discovery/v2.0/keys",
            ["grant_types_supported"] = new JsonArray("client_credentials", "refresh_token"),
            ["response_types_supported"] = new JsonArray(),
            ["subject_types_supported"] = new JsonArray("public"),
            ["scopes_supported"] = new JsonArray("offline_access"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
        });
    }

    public static ArmResult Keys(string tenant, LocalTokens tokens)
    {
        RequireTenant(tenant);
        var key = tokens.PublicKey;
        return new(200, new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = key.Kty,
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = key.Kid,
                ["n"] = key.N,
                ["e"] = key.E,
            }),
        });
    }

    /// <summary>Which hosts are one and the same identity service: here there is one host.</summary>
    public static ArmResult Instance(HttpRequest request, LocalAuthority authority)
    {
        var root = authority.RootOf(request);
        var host = new Uri(root).Authority;
        return new(200, new JsonObject
        {
            ["tenant_discovery_endpoint"] = $"{root}/{LocalAuthority.TenantId}/v2.0/.well-known/openid-configuration",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(new JsonObject
            {
                ["preferred_network"] = host,
                ["preferred_cache"] = host,
                ["aliases"] = new JsonArray(host),
            }),
        });
    }

    /// <summary>Discovery has to name an address for people; what it says there is that there are none.</summary>
    public static ArmResult Authorize() => throw new OAuthException(
        400, "unsupported_response_type", "Nobody signs in here with a browser. Sign in as a service principal, or use the administrator's token.");

    /// <exception cref="OAuthException">There is one tenant, and this is none of its names.</exception>
    public static void RequireTenant(string tenant)
    {
        if (!LocalAuthority.IsTenant(tenant)) throw OAuthException.InvalidRequest($"There is no such tenant. The one that there is has the id '{LocalAuthority.TenantId}'.");
    }
}
