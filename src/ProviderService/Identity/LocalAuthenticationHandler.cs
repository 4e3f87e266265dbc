using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;

namespace ProviderService.Identity;

/// <summary>The scheme <c>Local</c>: a bearer token (RFC 6750) that this installation issued.</summary>
internal sealed class LocalAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LocalTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count == 0) return AuthenticateResult.NoResult();
        return BearerToken.Of(Request) is { } token
            ? await tokens.ValidateAsync(token)
            : AuthenticateResult.Fail("The 'Authorization' header is provided in an invalid format.");
    }

    /// <summary>Answers as ARM does; the challenge names an error only if a token was given (RFC 6750, section 3.1).</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceAsync();
        var problem = result.Failure?.Message ?? "The 'Authorization' header is missing.";
        Response.Headers.WWWAuthenticate = BearerToken.Of(Request) is null ? "Bearer" : $"Bearer error=\"invalid_token\", error_description=\"{problem}\"";
        throw new ArmException(401, "AuthenticationFailed", $"Authentication failed. {problem}", cause: FailureCause.Gateway);
    }
}
