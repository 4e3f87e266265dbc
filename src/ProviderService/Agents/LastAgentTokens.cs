using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;

namespace ProviderService.Agents;

/// <summary>
/// Remembers the last good token of each cluster's agent, so that a signature is checked once a token and not once a request. No more of
/// one cluster, since an agent may sign a new token for every request. It keeps hashes, not tokens.
/// </summary>
internal sealed class LastAgentTokens
{
    private const int Capacity = 128 * 1024;

    private readonly BoundedCache<string, (TextHash Hash, AgentToken Token)> _tokens = new(Capacity);

    /// <summary>How many are remembered.</summary>
    public int Count => _tokens.Count;

    /// <returns>What was found of the token, or <see langword="null"/> when it is not the last one of the cluster that the path is for.</returns>
    public AgentToken? Find(string text, PathString path, DateTimeOffset now) =>
        _tokens.TryGet(AgentPaths.KeyIn(path), out var last) && last.Hash == TextHash.Of(text) && now < last.Token.ValidUntil ? last.Token : null;

    public void Set(string text, AgentToken token) => _tokens.Set(token.Cluster.Key, (TextHash.Of(text), token));
}
