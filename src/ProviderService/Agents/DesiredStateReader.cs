using ProviderService.Core.DesiredState;
using ProviderService.Core.Documents;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Agents;

/// <summary>Reads what a cluster is to run.</summary>
internal sealed class DesiredStateReader(SourceControlConfigurationStore configurations, ConfigurationCredentials credentials, AgentTokens tokens)
{
    /// <summary>Reads the configurations, then whether the agent may have them. In this order what is read is whole: a cluster is marked as
    /// being deleted before anything in it goes.</summary>
    /// <exception cref="Core.Arm.ArmException">401: the agent may no longer have them.</exception>
    public async ValueTask<DesiredStateReading> ReadAsync(SignedInAgent agent, CancellationToken cancellationToken)
    {
        var found = await configurations.ReadAllAsync(agent.Cluster, agent.ClusterUid, cancellationToken);
        return new(await tokens.RevalidateAsync(agent, cancellationToken), agent.Token.KeyThumbprint, found);
    }

    /// <summary>Asks again only whether the agent may have what was read.</summary>
    /// <exception cref="Core.Arm.ArmException">401: it no longer may.</exception>
    public async ValueTask<DesiredStateReading> ReconfirmAsync(SignedInAgent agent, DesiredStateReading reading, CancellationToken cancellationToken) =>
        reading with { Cluster = await tokens.RevalidateAsync(agent, cancellationToken) };

    /// <summary>Reads the secrets too.</summary>
    /// <param name="clusterId">The cluster's id in the spelling of the request.</param>
    /// <param name="reading">What was read of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state, and its own entity tag: it may be newer than the reading.</returns>
    public async ValueTask<(DesiredStateSnapshot State, string ETag)> CompleteAsync(
        string clusterId, DesiredStateReading reading, CancellationToken cancellationToken)
    {
        var snapshots = new List<ConfigurationSnapshot>();
        foreach (var found in reading.Configurations)
            snapshots.Add(await credentials.SnapshotAsync(found, reading.Cluster, cancellationToken));
        var items = snapshots.Select(snapshot => DesiredConfigurations.Of(clusterId, snapshot)).OrderBy(item => item.Name, StringComparer.Ordinal);
        var state = new DesiredStateSnapshot(new DesiredCluster(clusterId, reading.Cluster.Uid), [.. items]);
        return (state, reading.ETagOf(snapshots.Select(snapshot => snapshot.Document)));
    }
}

/// <summary>What was read of a cluster: enough to tell whether an agent knows it already.</summary>
internal sealed record DesiredStateReading(
    ConnectedClusterDocument Cluster, string KeyThumbprint, IReadOnlyList<Versioned<SourceControlConfigurationDocument>> Configurations)
{
    public string ETag => ETagOf(Configurations.Select(found => found.Value));

    public string ETagOf(IEnumerable<SourceControlConfigurationDocument> configurations) => DesiredStateETag.Of(
        Cluster.Uid, KeyThumbprint, configurations.Select(one => new ConfigurationVersion(one.Name, one.Uid, one.Generation)));
}
