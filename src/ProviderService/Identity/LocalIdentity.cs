using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProviderService.Hosting;
using ProviderService.Identity.Authorization;
using ProviderService.Identity.Local;

namespace ProviderService.Identity;

/// <summary>Local sign-in: the service issues the administrator's token itself.</summary>
internal static class LocalIdentity
{
    /// <summary>Adds the scheme, the administrator's token, and default deny: what does not allow anonymous callers asks for a token.</summary>
    public static void AddLocalIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section)
            .Validate(identity => identity.Mode == IdentityOptions.Local, "Authentication:Mode must be 'Local'.").ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataDirectory>();
        services.AddSingleton<LocalSigningKey>().AddSingleton<LocalTokens>().AddSingleton<AdminToken>();
        services.AddHostedService(provider => provider.GetRequiredService<AdminToken>());
        services.AddSingleton<LocalAuthority>().AddSingleton<TokenEndpoint>().AddSingleton<ManagedIdentityEndpoint>();
        services.AddSingleton<ServicePrincipals>().AddSingleton<SecretCheck>();
        services.AddSingleton<RoleAuthorizer>();
        // AddAuthentication would also bring data protection, which keeps keys of its own in the user's home.
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = LocalTokens.Scheme).AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, LocalAuthenticationHandler>(LocalTokens.Scheme, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
