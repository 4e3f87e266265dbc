using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ProviderService.Identity;

namespace ProviderService.Jobs.Dashboard;

/// <summary>The scheme of the dashboard: the bearer token that everything takes, or the cookie of a browser that was given it once.</summary>
internal sealed class DashboardAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, DashboardSessions sessions,
    IOptions<IdentityOptions> identity)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Dashboard";
    public const string Cookie = "dashboard-session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (sessions.Find(Request.Cookies[Cookie]) is { } user) return AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName));
        return await Context.AuthenticateAsync();
    }

    /// <summary>Asks a browser on this machine for the token; answers everybody else as the rest of the service does.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        identity.Value.Mode == IdentityOptions.Local && SignIn.MayBeShownTo(Request) ? SignIn.ShowAsync(Response) : Context.ChallengeAsync();
}
