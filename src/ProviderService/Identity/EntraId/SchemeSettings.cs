using Microsoft.AspNetCore.Authentication;

namespace ProviderService.Identity.EntraId;

/// <summary>Where the framework's scheme looks for settings; AddAuthentication, which would bring this, is not called.</summary>
internal sealed class SchemeSettings(IConfiguration configuration) : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration { get; } = configuration.GetSection(IdentityOptions.Section);
}
