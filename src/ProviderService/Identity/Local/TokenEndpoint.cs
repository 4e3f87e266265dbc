using System.Text.Json.Serialization;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;

namespace ProviderService.Identity.Local;

/// <summary>Issues access tokens to service principals (RFC 6749, sections 4.4 and 6).</summary>
internal sealed class TokenEndpoint(ServicePrincipals principals, LocalTokens tokens, LocalAuthority authority)
{
    /// <summary>Short, since a token cannot be revoked.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>A client that still has its secret can ask anew at any time.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(1);

    /// <exception cref="OAuthException">The request, the client, the grant or the resource is not good.</exception>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var request = await TokenRequest.ReadAsync(context.Request);
        if (request.GrantType is not ("client_credentials" or "refresh_token")) throw UnsupportedGrant(request.GrantType);
        var principal = await SignInAsync(request, context.RequestAborted);
        AuditNotes.Of(context).Set("appId", principal.AppId.ToString());
        if (request.GrantType == "refresh_token") await CheckRefreshAsync(request, principal);
        CheckResource(context.Request, request);
        context.Response.Headers.CacheControl = "no-store"; // RFC 6749, section 5.1
        return new ArmResult(200, AnswerFor(principal, authority.IssuerOf(context.Request), request));
    }

    private async ValueTask<ServicePrincipal> SignInAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request is not { ClientId: { } id, ClientSecret: { } secret }) throw OAuthException.InvalidClient();
        var principal = Guid.TryParse(id, out var appId) ? await principals.SignInAsync(appId, secret, cancellationToken) : null;
        return principal ?? throw OAuthException.InvalidClient();
    }

    private async ValueTask CheckRefreshAsync(TokenRequest request, ServicePrincipal principal)
    {
        if (request.RefreshToken is not { } token) throw OAuthException.InvalidRequest("The parameter 'refresh_token' is missing.");
        if (await tokens.ReadRefreshAsync(token) != principal.AppId.ToString())
            throw new OAuthException(400, "invalid_grant", "The refresh token is invalid, has expired, or is another client's.");
    }

    private void CheckResource(HttpRequest http, TokenRequest request)
    {
        if (request.Resource is null && request.GrantType == "client_credentials")
            throw new OAuthException(400, "invalid_scope", "The parameter 'scope' must name a resource, as in 'https://management.azure.com/.default'.");
        if (request.Resource is { } resource && !authority.IsOurs(http, resource))
            throw new OAuthException(400, "invalid_target", "The resource that 'scope' or 'resource' names is not this service.");
    }

    private Answer AnswerFor(ServicePrincipal principal, string issuer, TokenRequest request)
    {
        var refreshes = request.GrantType == "refresh_token" || request.Scopes.Contains("offline_access");
        return new(
            "Bearer", (int)Lifetime.TotalSeconds, (int)Lifetime.TotalSeconds, tokens.Issue(principal.Claims, Lifetime, issuer),
            refreshes ? tokens.IssueRefresh(principal.AppId.ToString(), RefreshLifetime) : null);
    }

    private static OAuthException UnsupportedGrant(string? grant) => grant is null
        ? OAuthException.InvalidRequest("The parameter 'grant_type' is missing.")
        : new(400, "unsupported_grant_type", "The parameter 'grant_type' must be 'client_credentials' or 'refresh_token'.");

    /// <remarks>RFC 6749, section 5.1; <c>ext_expires_in</c> is read by clients of the Microsoft identity platform.</remarks>
    private sealed record Answer(
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("ext_expires_in")] int ExtendedExpiresIn,
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken);
}
