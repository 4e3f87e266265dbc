using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ProviderService.Identity.EntraId;

/// <summary>
/// The scheme <c>EntraId</c>: a bearer token (RFC 6750) that Microsoft.Identity.Web finds good. What it found is remembered for a few
/// minutes, since looking costs more than most requests; refusals are in ARM's words.
/// </summary>
internal sealed class EntraIdAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, EntraIdTokens tokens, IOptions<EntraIdOptions> entra)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "EntraId";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count == 0) return AuthenticateResult.NoResult();
        return BearerToken.Of(Request) is { } token
            ? await tokens.ValidateAsync(Context, token)
            : AuthenticateResult.Fail(new NoTokenException("The 'Authorization' header is provided in an invalid format."));
    }

    /// <summary>Names the authority, from which clients learn where to sign in; and an error only if a token was given (RFC 6750, section 3.1).</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceAsync()).Failure ?? new NoTokenException("The 'Authorization' header is missing.");
        var refusal = EntraIdErrors.Of(failure, entra.Value.Authority, TimeProvider.GetUtcNow());
        var challenge = $"Bearer authorization_uri=\"{entra.Value.Authority}\"";
        Response.Headers.WWWAuthenticate = failure is NoTokenException
            ? challenge
            : $"{challenge}, error=\"invalid_token\", error_description=\"{refusal.Error.Message.Replace('"', '\'')}\"";
        throw refusal;
    }
}
