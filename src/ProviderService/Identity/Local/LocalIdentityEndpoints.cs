using ProviderService.Diagnostics.Audit;

namespace ProviderService.Identity.Local;

/// <summary>The routes of the identity service: as much of the Microsoft identity platform as stock clients need to sign in unchanged.</summary>
internal static class LocalIdentityEndpoints
{
    public static void MapLocalIdentity(this IEndpointRouteBuilder routes, IdentityOptions options)
    {
        var open = routes.MapGroup("").AllowAnonymous().AddEndpointFilter<OAuthErrors>().ExcludeFromDescription();
        open.MapGet("/common/discovery/instance", DiscoveryEndpoints.Instance);
        open.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", DiscoveryEndpoints.Configuration);
        open.MapGet("/{tenant}/.well-known/openid-configuration", DiscoveryEndpoints.Configuration);
        open.MapGet("/{tenant}/discovery/v2.0/keys", DiscoveryEndpoints.Keys);
        foreach (var oauth in (string[])["/{tenant}/oauth2/v2.0", "/{tenant}/oauth2"])
        {
            open.MapPost($"{oauth}/token", AnswerAsync).Audit("ProviderService/tokens/issue/action");
            open.MapGet($"{oauth}/authorize", DiscoveryEndpoints.Authorize);
        }

        if (options.ManagedIdentity)
            open.MapMethods(ManagedIdentityEndpoint.Path, ["GET", "POST"], (HttpContext context, ManagedIdentityEndpoint identity) => identity.AnswerAsync(context))
                .Audit("ProviderService/managedIdentity/issue/action");
    }

    private static Task<IResult> AnswerAsync(string tenant, HttpContext context, TokenEndpoint tokens)
    {
        DiscoveryEndpoints.RequireTenant(tenant);
        return tokens.AnswerAsync(context);
    }
}
