using System.Collections.Concurrent;
using Azure.Core;
using ProviderService.TestServers.Vaults;

namespace ProviderService.Tests.Azure.KeyVault;

/// <summary>Signs in to the stand-in, and remembers what it was asked for.</summary>
internal sealed class FixedCredential : TokenCredential
{
    public ConcurrentQueue<(string Scope, string? Tenant)> Asked { get; } = new();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked.Enqueue((requestContext.Scopes[0], requestContext.TenantId));
        return new AccessToken(VaultServer.Token, TimeProvider.System.GetUtcNow().AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
