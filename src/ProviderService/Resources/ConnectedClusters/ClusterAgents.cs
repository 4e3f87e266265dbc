using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>Keeps what is known of the agents of clusters.</summary>
internal sealed class ClusterAgents(SealedDocuments documents, ConnectedClusterStore clusters, ClusterHeartbeats heartbeats, TimeProvider time)
{
    private static readonly JsonTypeInfo<ClusterAgentDocument> Type = DocumentJson.Default.ClusterAgentDocument;

    /// <summary>Notes that a cluster's agent was heard of: in memory at once, in the store when the cluster would otherwise not be known to
    /// be connected. That it could not be stored is not the agent's concern.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="clusterUid">The incarnation that the agent signed in to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask HeardOfAsync(ResourceId cluster, Guid clusterUid, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return heartbeats.Beat(clusterUid, now) ? WriteAsync(cluster, clusterUid, now, cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Keeps what an agent reports of its cluster. Nothing is written when it says nothing new.</summary>
    public async ValueTask ReportAsync(ResourceId cluster, Guid clusterUid, ClusterFacts facts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ChangeAsync(cluster, clusterUid, Decide, cancellationToken);

        ClusterAgentDocument Decide(ClusterAgentDocument known)
        {
            var all = facts.Over(known.Facts);
            return all == known.Facts ? known : known with { LastHeardAt = now, Facts = all, ReportedAt = now };
        }
    }

    /// <summary>What the cluster is to show.</summary>
    public async ValueTask<ClusterConnectivity> OfAsync(ResourceId cluster, Guid clusterUid, CancellationToken cancellationToken)
    {
        var stored = (await documents.ReadAsync(ConnectedClusterKeys.AgentKeyOf(cluster), Type, cancellationToken))?.Value;
        var agent = stored?.ClusterUid == clusterUid ? stored : null;
        var heard = heartbeats.LastOf(clusterUid);
        return agent is null && heard is null
            ? ClusterConnectivity.None
            : new(Latest(agent?.LastHeardAt, heard), agent?.Facts ?? ClusterFacts.None, agent?.ReportedAt);
    }

    /// <summary>Another replica may have written it already.</summary>
    private async ValueTask WriteAsync(ResourceId cluster, Guid clusterUid, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await ChangeAsync(cluster, clusterUid, Decide, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            heartbeats.Retry(clusterUid);
        }

        ClusterAgentDocument Decide(ClusterAgentDocument known) =>
            now - known.LastHeardAt < ClusterHeartbeats.WriteInterval ? known : known with { LastHeardAt = now };
    }

    /// <summary>Changes what is known, and takes it back should the cluster be gone by then, since nothing would sweep it.</summary>
    private async ValueTask ChangeAsync(
        ResourceId cluster, Guid clusterUid, Func<ClusterAgentDocument, ClusterAgentDocument> decide, CancellationToken cancellationToken)
    {
        var unknown = new ClusterAgentDocument { ClusterUid = clusterUid, LastHeardAt = time.GetUtcNow() };
        var changed = await documents.ChangeAsync(
            ConnectedClusterKeys.AgentKeyOf(cluster), Type,
            stored => decide(stored?.ClusterUid == clusterUid ? stored : unknown), cancellationToken);
        if (ReferenceEquals(changed.Before, changed.After.Value)) return;
        var owner = (await clusters.FindAsync(cluster, cancellationToken))?.Value;
        if (owner?.Uid != clusterUid || owner.DeletingSince is not null)
            await documents.DeleteAsync(changed.After.Key, changed.After.ETag, cancellationToken);
    }

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;
}
