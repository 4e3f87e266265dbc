using ProviderService.Core.Arm;

namespace ProviderService.Agents;

/// <summary>The agent that a request comes from.</summary>
/// <param name="Token">What it signed in with.</param>
/// <param name="ClusterUid">The incarnation of its cluster.</param>
internal sealed record SignedInAgent(AgentToken Token, Guid ClusterUid)
{
    public ResourceId Cluster => Token.Cluster;

    /// <summary>Lets an endpoint ask for the agent as a parameter.</summary>
    public static ValueTask<SignedInAgent?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<SignedInAgent>());
}

/// <summary>A token that was found good.</summary>
/// <param name="Cluster">Whose it is, in the token's spelling.</param>
/// <param name="KeyThumbprint">The key that signed it.</param>
/// <param name="ValidUntil">From then on it is refused.</param>
internal sealed record AgentToken(ResourceId Cluster, string KeyThumbprint, DateTimeOffset ValidUntil);
