using ProviderService.Core.Arm;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>Gives clusters the shape of a version, with what their agents have told.</summary>
internal sealed class ConnectedClusterShapes(ClusterAgents agents, TimeProvider time)
{
    /// <param name="version">The version that was asked for.</param>
    /// <param name="id">The cluster, in the spelling of the answer.</param>
    /// <param name="name">Its name, in the spelling of the answer.</param>
    /// <param name="cluster">What is stored.</param>
    /// <param name="accepted">Whether this answers its creation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<object> OfAsync(
        ResourceVersion version, ResourceId id, string name, ConnectedClusterDocument cluster, bool accepted, CancellationToken cancellationToken)
    {
        var connectivity = await agents.OfAsync(id, cluster.Uid, cancellationToken);
        var source = new ConnectedClusterShape.Source(id.ToString(), name, cluster, connectivity, time.GetUtcNow(), accepted);
        return version.Shape == typeof(ConnectedCluster2024Shape) ? ConnectedCluster2024Shape.Of(source) : ConnectedClusterShape.Of(source);
    }
}
