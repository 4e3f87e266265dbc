using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProviderService.Hosting;
using ProviderService.Identity.Local;

namespace ProviderService.Identity;

/// <summary>Local sign-in: the service issues the tokens of the administrator and of service principals itself.</summary>
internal static class LocalIdentity
{
    public static void AddLocal(this AuthenticationBuilder authentication)
    {
        var services = authentication.Services;
        services.TryAddSingleton<DataDirectory>();
        services.AddSingleton<LocalSigningKey>().AddSingleton<LocalTokens>().AddSingleton<AdminToken>();
        services.AddHostedService(provider => provider.GetRequiredService<AdminToken>());
        services.AddSingleton<TokenEndpoint>().AddSingleton<ManagedIdentityEndpoint>();
        services.AddSingleton<ServicePrincipals>().AddSingleton<SecretCheck>();
        authentication.AddScheme<AuthenticationSchemeOptions, LocalAuthenticationHandler>(LocalTokens.Scheme, null);
    }
}
