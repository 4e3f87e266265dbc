using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Tokens;

namespace ProviderService.Identity.EntraId;

/// <summary>Sign-in by Microsoft Entra ID.</summary>
internal static class EntraIdServices
{
    public static void AddEntraId(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var services = authentication.Services;
        services.AddOptions<EntraIdOptions>().BindConfiguration(EntraIdOptions.Section)
            .Validate(entra => entra.IsUsable, "With Authentication:Mode 'EntraId', AzureAd:TenantId and AzureAd:ClientId must be GUIDs and AzureAd:Instance a URL.")
            .ValidateOnStart();
        services.AddOptions<OwnerOptions>().BindConfiguration(OwnerOptions.Section)
            .Validate(owners => owners.Ids is not null, "Authorization:Owners must list object ids, which are GUIDs.").ValidateOnStart();
        services.AddSingleton<EntraIdTokens>().AddSingleton<EntraIdCallers>().AddSingleton<IAuthenticationConfigurationProvider, SchemeSettings>();
        authentication.AddMicrosoftIdentityWebApi(configuration.GetSection(EntraIdOptions.Section), EntraIdTokens.InnerScheme);
        authentication.AddScheme<AuthenticationSchemeOptions, EntraIdAuthenticationHandler>(EntraIdAuthenticationHandler.SchemeName, null);
        // Who may do what is for role assignments to say, not for scopes and roles of the application.
        services.Configure<MicrosoftIdentityOptions>(EntraIdTokens.InnerScheme, identity => identity.AllowWebApiToBeAuthorizedByACL = true);
        services.AddOptions<JwtBearerOptions>(EntraIdTokens.InnerScheme).Configure<TimeProvider>(Configure);
    }

    private static void Configure(JwtBearerOptions bearer, TimeProvider time)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
        bearer.TokenValidationParameters.LifetimeValidator = (notBefore, expires, _, _) => LocalTokens.IsAlive(notBefore, expires, time.GetUtcNow().UtcDateTime);
    }
}
