using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Identity.Local;

namespace ProviderService.Identity;

/// <summary>Issues and checks the tokens of local sign-in: JSON Web Tokens (RFC 7519), signed with RS256 by the installation's own key.</summary>
internal sealed class LocalTokens(TimeProvider time)
{
    public const string Scheme = "Local";
    public const string Issuer = "provider-service/local";
    public const string Audience = "provider-service/arm";

    /// <summary>What refresh tokens are for, so that neither kind passes as the other.</summary>
    private const string RefreshAudience = "provider-service/refresh";

    /// <summary>How far the clock of a replica that issues may run ahead of ours. An expiry gets no such grace.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private volatile Keyed? _keyed;

    /// <summary>Everything that depends on the key, so that a change of key forgets the tokens of the old one.</summary>
    private sealed record Keyed(
        SigningCredentials Credentials, TokenValidationParameters Parameters, TokenValidationParameters RefreshParameters,
        ValidatedTokens<AuthenticateResult> Validated);

    private Keyed Current => _keyed ?? throw new InvalidOperationException("The signing key is not loaded yet.");

    /// <summary>Signs and checks with this key from now on.</summary>
    public void Use(RsaSecurityKey key) =>
        _keyed = new Keyed(
            new SigningCredentials(key, SecurityAlgorithms.RsaSha256), ParametersFor(key, Audience), ParametersFor(key, RefreshAudience),
            new ValidatedTokens<AuthenticateResult>());

    /// <summary>What everybody may know of the key: by it others can check the tokens.</summary>
    public JsonWebKey PublicKey =>
        JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(((RsaSecurityKey)Current.Credentials.Key).Rsa.ExportParameters(false)) { KeyId = Current.Credentials.Key.KeyId });

    /// <summary>Issues an access token.</summary>
    public string Issue(IDictionary<string, object> claims, TimeSpan lifetime, string issuer = Issuer) =>
        Issue(claims, lifetime, issuer, Audience);

    /// <summary>Issues what a client can get its next tokens with.</summary>
    public string IssueRefresh(string subject, TimeSpan lifetime) =>
        Issue(new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = subject }, lifetime, Issuer, RefreshAudience);

    /// <returns>Whose refresh token it is; <see langword="null"/> when it is none, or no longer.</returns>
    public async ValueTask<string?> ReadRefreshAsync(string token)
    {
        var validation = await Handler.ValidateTokenAsync(token, Current.RefreshParameters);
        return validation.IsValid ? ((JsonWebToken)validation.SecurityToken).Subject : null;
    }

    private string Issue(IDictionary<string, object> claims, TimeSpan lifetime, string issuer, string audience)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
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

    private TokenValidationParameters ParametersFor(RsaSecurityKey key, string audience) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = key,
        IssuerValidator = (issuer, _, _) => LocalAuthority.IsIssuer(issuer) ? issuer : throw new SecurityTokenInvalidIssuerException(),
        ValidAudience = audience,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires, time.GetUtcNow().UtcDateTime),
        AuthenticationType = Scheme,
        NameClaimType = CallerClaims.Name,
        RoleClaimType = CallerClaims.Roles,
    };

    public static bool IsAlive(DateTime? notBefore, DateTime? expires, DateTime now) =>
        now < expires && (notBefore is null || notBefore <= now + ClockSkew);
}
