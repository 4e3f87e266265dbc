using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Core.Arm;
using ProviderService.Core.Secrets;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Agents;

/// <summary>
/// Checks what agents sign in with: JSON Web Tokens (RFC 7519) that the agent signs itself, with the private half of its cluster's
/// <c>agentPublicKeyCertificate</c>. <c>iss</c> and <c>sub</c> are the cluster's id.
/// </summary>
internal sealed class AgentTokens(ConnectedClusterStore clusters, ClusterPublicKeys keys, IOptions<AgentOptions> options, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Handler = new();

    private readonly LastAgentTokens _last = new();
    private readonly string _audience = options.Value.Audience;

    /// <summary>Checks a token against the cluster that it names.</summary>
    /// <param name="text">The token.</param>
    /// <param name="path">Where it is to open something. That of another cluster takes longer, and is no error here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArmException">401: it is not good.</exception>
    public async ValueTask<SignedInAgent> ValidateAsync(string text, PathString path, CancellationToken cancellationToken)
    {
        if (_last.Find(text, path, time.GetUtcNow()) is { } known && await FindOwnerAsync(known, cancellationToken) is { } owner)
            return new SignedInAgent(known, owner.Uid);
        var token = TryRead(text) ?? throw AgentErrors.UnknownClusterOrKey();
        var id = ClaimedCluster(token) ?? throw AgentErrors.UnknownClusterOrKey();
        var cluster = await clusters.FindLiveAsync(id, cancellationToken) ?? throw AgentErrors.UnknownClusterOrKey();
        var key = KeyOf(cluster) ?? throw AgentErrors.UnknownClusterOrKey();
        await VerifyAsync(token, key);
        var good = new AgentToken(id, key.Thumbprint, token.ValidTo + AgentTokenTimes.ClockSkew);
        _last.Set(text, good);
        return new SignedInAgent(good, cluster.Uid);
    }

    /// <summary>Checks again, after a while, what was good once: the cluster, its key and the token's life.</summary>
    /// <returns>The cluster as it is now.</returns>
    /// <exception cref="ArmException">401: it no longer is.</exception>
    public async ValueTask<ConnectedClusterDocument> RevalidateAsync(SignedInAgent agent, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() >= agent.Token.ValidUntil) throw AgentErrors.WrongTimes();
        var cluster = await FindOwnerAsync(agent.Token, cancellationToken);
        return cluster?.Uid == agent.ClusterUid ? cluster : throw AgentErrors.UnknownClusterOrKey();
    }

    /// <returns>The token's cluster, if it still has the key that signed the token.</returns>
    private async ValueTask<ConnectedClusterDocument?> FindOwnerAsync(AgentToken token, CancellationToken cancellationToken)
    {
        var cluster = await clusters.FindLiveAsync(token.Cluster, cancellationToken);
        return cluster is not null && KeyOf(cluster)?.Thumbprint == token.KeyThumbprint ? cluster : null;
    }

    private ClusterPublicKey? KeyOf(ConnectedClusterDocument cluster) => keys.Find(cluster.Settings.AgentPublicKeyCertificate);

    /// <summary>Reads a token without believing a word of it.</summary>
    /// <returns><see langword="null"/> for what is no signed token.</returns>
    public static JsonWebToken? TryRead(string text)
    {
        try
        {
            // Three parts are signed, five encrypted (RFC 7519, section 3).
            return text.AsSpan().Count('.') == 2 ? new JsonWebToken(text) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static ResourceId? ClaimedCluster(JsonWebToken token) =>
        token.Issuer.Equals(token.Subject, StringComparison.OrdinalIgnoreCase) && ResourceId.TryParse(token.Issuer, out var id) ? id : null;

    private async ValueTask VerifyAsync(JsonWebToken token, ClusterPublicKey key)
    {
        using var rsa = key.CreateRsa();
        var validation = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            // Kept by the token alone: an imported key is several kilobytes, and there may be a hundred thousand.
            IssuerSigningKey = new RsaSecurityKey(rsa) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ValidAudience = _audience,
            ValidateIssuer = false, // The issuer is whose key was taken.
            LifetimeValidator = (_, _, _, _) => AgentTokenTimes.FaultsOf(token, time.GetUtcNow()).Errors.Count == 0,
        });
        if (validation.Exception is SecurityTokenInvalidLifetimeException) throw AgentErrors.WrongTimes();
        // What a critical header asks for is not understood here (RFC 7515, section 4.1.11).
        if (!validation.IsValid || token.TryGetHeaderValue<object>("crit", out _)) throw AgentErrors.UnknownClusterOrKey();
    }
}
