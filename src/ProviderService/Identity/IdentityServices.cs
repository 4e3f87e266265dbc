using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProviderService.Identity.Authorization;
using ProviderService.Identity.EntraId;
using ProviderService.Identity.Local;

namespace ProviderService.Identity;

/// <summary>Who signs callers in, and what they may do.</summary>
internal static class IdentityServices
{
    /// <summary>Adds sign-in by the setting <c>Authentication:Mode</c>, and default deny: what does not allow anonymous callers asks for a token.</summary>
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section)
            .Validate(identity => identity.IsKnown, "Authentication:Mode must be 'Local' or 'EntraId'.").ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RoleAuthorizer>().AddSingleton<LocalAuthority>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        var isEntraId = builder.Configuration.GetSection(IdentityOptions.Section).Get<IdentityOptions>()?.Mode == IdentityOptions.EntraId;
        // AddAuthentication would also bring data protection, which keeps keys of its own in the user's home.
        services.AddAuthenticationCore(options => options.DefaultScheme = isEntraId ? EntraIdAuthenticationHandler.SchemeName : LocalTokens.Scheme).AddWebEncoders();
        var authentication = new AuthenticationBuilder(services);
        if (isEntraId) authentication.AddEntraId(builder.Configuration);
        else authentication.AddLocal();
    }

    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var identity = routes.ServiceProvider.GetRequiredService<Microsoft.Extensions.Options.IOptions<IdentityOptions>>().Value;
        routes.MapCloudMetadata();
        if (identity.Mode == IdentityOptions.Local) routes.MapLocalIdentity(identity);
    }
}
