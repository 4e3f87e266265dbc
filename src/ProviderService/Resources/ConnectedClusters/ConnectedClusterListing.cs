using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Hosting.Paging;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>The clusters of a subscription or a resource group, read from the index as pages need them.</summary>
internal sealed class ConnectedClusterListing(
    SealedDocuments documents, SubscriptionDirectory subscriptions, ResourceGroupStore groups, ConnectedClusterStore clusters)
{
    /// <param name="scope">The subscription or the group.</param>
    /// <param name="wanted">Tells from a cluster's id whether it is to be read at all.</param>
    /// <param name="shape">Answers what a cluster looks like in the list; <see langword="null"/> leaves it out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArmException">404 <c>SubscriptionNotFound</c> or <c>ResourceGroupNotFound</c>.</exception>
    public async ValueTask<PageSource<ConnectedClusterIndexEntry>> OfAsync(
        ResourceId scope, Func<ResourceId, ValueTask<bool>> wanted, Func<ResourceId, ConnectedClusterDocument, ValueTask<object?>> shape,
        CancellationToken cancellationToken)
    {
        if (scope.ResourceGroup is null) subscriptions.Require(scope);
        else await groups.GetAsync(scope, cancellationToken); // one that is being deleted has nothing in it any more
        var live = new LiveGroups(groups);
        return new(ReadAsync, ShapeAsync);

        ValueTask<SealedPage<ConnectedClusterIndexEntry>> ReadAsync(string? continuation, int limit) => documents.ListAsync(
            SubscriptionDirectory.PartitionOf(scope), ConnectedClusterKeys.IndexPrefixOf(scope), DocumentJson.Default.ConnectedClusterIndexEntry,
            continuation, limit, cancellationToken);

        async ValueTask<object?> ShapeAsync(Versioned<ConnectedClusterIndexEntry> entry)
        {
            var id = ConnectedClusterStore.IdOf(scope, entry.Value);
            if (!await wanted(id) || await clusters.FindAsync(id, cancellationToken) is not { } cluster) return null;
            return await live.ContainAsync(id.Parent!, cluster.Value.GroupUid, cancellationToken) ? await shape(id, cluster.Value) : null;
        }
    }
}
