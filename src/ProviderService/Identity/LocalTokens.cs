using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ProviderService.Identity;

/// <summary>Issues and checks the tokens of local sign-in: JSON Web Tokens (RFC 7519), signed with RS256 by the installation's own key.</summary>
internal sealed class LocalTokens(TimeProvider time)
{
    public const string Scheme = "Local";
    public const string Issuer = "provider-service/local";
    public const string Audience = "provider-service/arm";

    /// <summary>How far the clock of a replica that issues may run ahead of ours. An expiry gets no such grace.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private volatile Keyed? _keyed;

    /// <summary>Everything that depends on the key, so that a change of key forgets the tokens of the old one.</summary>
    private sealed record Keyed(SigningCredentials Credentials, TokenValidationParameters Parameters, ValidatedTokens<AuthenticateResult> Validated);

    private Keyed Current => _keyed ?? throw new InvalidOperationException("The signing key is not loaded yet.");

    /// <summary>Signs and checks with this key from now on.</summary>
    public void Use(RsaSecurityKey key) =>
        _keyed = new Keyed(new SigningCredentials(key, SecurityAlgorithms.RsaSha256), ParametersFor(key), new ValidatedTokens<AuthenticateResult>());

    /// <summary>Issues a token.</summary>
    public string Issue(IDictionary<string, object> claims, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = claims,
            SigningCredentials = Current.Credentials,
        });
    }

    /// <summary>Checks signature, issuer, audience and lifetime.</summary>
    /// <returns>The caller, or a failure whose message may be shown to anybody.</returns>
    public async ValueTask<AuthenticateResult> ValidateAsync(string token)
    {
        var keyed = Current;
        if (keyed.Validated.Find(token, time.GetUtcNow()) is { } known) return known;
        var validation = await Handler.ValidateTokenAsync(token, keyed.Parameters);
        if (!validation.IsValid) return Refuse(validation.Exception);
        var principal = new ClaimsPrincipal(validation.ClaimsIdentity);
        var result = AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme));
        keyed.Validated.Add(token, result, validation.SecurityToken.ValidTo);
        return result;
    }

    private static AuthenticateResult Refuse(Exception exception) => AuthenticateResult.Fail(
        exception is SecurityTokenInvalidLifetimeException ? "The access token has expired or is not valid yet." : "The access token is invalid.");

    private TokenValidationParameters ParametersFor(RsaSecurityKey key) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = key,
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
        AuthenticationType = Scheme,
        NameClaimType = CallerClaims.Name,
        RoleClaimType = CallerClaims.Roles,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now < expires && (notBefore is null || notBefore <= now + ClockSkew);
    }
}
