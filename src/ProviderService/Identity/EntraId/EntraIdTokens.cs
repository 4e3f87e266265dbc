using Microsoft.AspNetCore.Authentication;

namespace ProviderService.Identity.EntraId;

/// <summary>Checks tokens by Microsoft.Identity.Web, and remembers for a while which were good.</summary>
internal sealed class EntraIdTokens(EntraIdCallers callers, TimeProvider time)
{
    /// <summary>The scheme of Microsoft.Identity.Web.</summary>
    public const string InnerScheme = "AzureAd";

    /// <summary>How long a key that its issuer withdrew can still open something.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly ValidatedTokens<AuthenticateResult> _validated = new();

    public async ValueTask<AuthenticateResult> ValidateAsync(HttpContext context, string token)
    {
        var now = time.GetUtcNow();
        if (_validated.Find(token, now) is { } known) return known;
        var inner = await context.AuthenticateAsync(InnerScheme);
        if (!inner.Succeeded) return inner;
        var result = AuthenticateResult.Success(new AuthenticationTicket(callers.Of(inner.Principal), EntraIdAuthenticationHandler.SchemeName));
        var expires = inner.Properties.ExpiresUtc ?? now;
        _validated.Add(token, result, expires < now + MaxAge ? expires : now + MaxAge);
        return result;
    }
}
