using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.RoleAssignments;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>Finishes the deletion of a resource group: its clusters first, the group itself last.</summary>
internal sealed class GroupDeletion(
    IDocumentStore store, SealedDocuments documents, ConnectedClusterStore clusters, ClusterDeletion deletion, RoleAssignmentStore roles)
{
    /// <param name="group">A group that is marked as being deleted.</param>
    /// <param name="cancellationToken">Stops; the next sweep goes on.</param>
    public async ValueTask CompleteAsync(Versioned<ResourceGroupDocument> group, CancellationToken cancellationToken)
    {
        var scope = ResourceId.Parse($"{group.Key.Partition}/resourceGroups/{group.Value.Name}");
        var entries = documents.ListAllAsync(
            group.Key.Partition, ConnectedClusterKeys.IndexPrefixOf(scope), DocumentJson.Default.ConnectedClusterIndexEntry, cancellationToken);
        await foreach (var entry in entries)
        {
            var id = ConnectedClusterStore.IdOf(scope, entry.Value);
            await clusters.MarkDeletedAsync(id, group.Value.Uid, Preconditions.None, cancellationToken);
            if (await clusters.FindAsync(id, cancellationToken) is { } cluster && cluster.Value.DeletingSince is not null)
                await deletion.CompleteAsync(cluster, cancellationToken);
            await store.DeleteAsync(entry.Key, entry.ETag, cancellationToken);
        }

        await roles.DeleteBelowAsync(scope, cancellationToken);
        await store.DeleteAsync(group.Key, group.ETag, cancellationToken);
    }
}
