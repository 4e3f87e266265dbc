using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources.RoleAssignments;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>Finishes the deletion of a cluster: its children first, then its trace in the index, the cluster itself last.</summary>
internal sealed class ClusterDeletion(IDocumentStore store, SealedDocuments documents, RoleAssignmentStore roles)
{
    private const int PageSize = 200;

    /// <param name="cluster">A cluster that is marked as being deleted.</param>
    /// <param name="cancellationToken">Stops; the next sweep goes on.</param>
    public async ValueTask CompleteAsync(Versioned<ConnectedClusterDocument> cluster, CancellationToken cancellationToken)
    {
        await DeleteChildrenAsync(cluster.Key.Partition, cancellationToken);
        await roles.DeleteBelowAsync(ResourceId.Parse(cluster.Key.Partition), cancellationToken);
        await DeleteIndexEntryAsync(ResourceId.Parse(cluster.Key.Partition), cluster.Value.Uid, cancellationToken);
        await store.DeleteAsync(cluster.Key, cluster.ETag, cancellationToken);
    }

    /// <summary>Until none is left: a write that was under way when the cluster was marked may change a child after it was listed.</summary>
    private async ValueTask DeleteChildrenAsync(string partition, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await store.ListAsync(partition, "", null, PageSize, cancellationToken);
            var children = page.Documents.Where(document => !ConnectedClusterKeys.IsKey(document.Document.Key)).ToList();
            if (children.Count == 0) return;
            await Task.WhenAll(children.Select(child => store.DeleteAsync(child.Document.Key, child.ETag, cancellationToken).AsTask()));
        }
    }

    private async ValueTask DeleteIndexEntryAsync(ResourceId cluster, Guid uid, CancellationToken cancellationToken)
    {
        var key = ConnectedClusterKeys.IndexKeyOf(cluster);
        var entry = await documents.ReadAsync(key, DocumentJson.Default.ConnectedClusterIndexEntry, cancellationToken);
        if (entry?.Value.Uid == uid) await store.DeleteAsync(key, entry.ETag, cancellationToken);
    }
}
