using Azure.Core;
using Azure.Core.Pipeline;

namespace ProviderService.Azure.KeyVault;

/// <summary>
/// Signs in as the vault asks for: the first request goes without a token and without its content, and the answer says which tenant's
/// token for which resource is wanted ("Authentication, requests, and responses" of the Key Vault documentation).
/// </summary>
internal sealed class ChallengePolicy(TokenCredential credential) : BearerTokenAuthenticationPolicy(credential, [])
{
    private const string HeldBack = "ProviderService.Content";

    private readonly Lock _lock = new();
    private TokenRequestContext? _wanted;

    private TokenRequestContext? Wanted
    {
        get { lock (_lock) return _wanted; }
        set { lock (_lock) _wanted = value; }
    }

    protected override ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        if (Wanted is { } wanted) return AuthenticateAndAuthorizeRequestAsync(message, wanted);
        message.SetProperty(HeldBack, message.Request.Content!);
        message.Request.Content = null;
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        if (message.TryGetProperty(HeldBack, out var content) && content is RequestContent held) message.Request.Content = held;
        if (!message.Response.Headers.TryGetValue(HttpHeader.Names.WwwAuthenticate, out var header)) return false;
        var challenge = Challenge.Parse(header);
        if (challenge is null || !challenge.IsFor(message.Request.Uri.Host!)) return false;
        var wanted = new TokenRequestContext([challenge.Scope], message.Request.ClientRequestId, tenantId: challenge.Tenant);
        Wanted = wanted;
        await AuthenticateAndAuthorizeRequestAsync(message, wanted);
        return true;
    }
}
