using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.RoleAssignments;

namespace ProviderService.Resources.Subscriptions;

/// <summary>Empties a deleted subscription: its groups are marked as deleted, for the sweep to go on with, and nobody keeps a role.</summary>
internal sealed class SubscriptionDeletion(SealedDocuments documents, ResourceGroupStore groups, RoleAssignmentStore roles)
{
    /// <param name="subscription">A subscription that is deleted.</param>
    /// <param name="cancellationToken">Stops; the next sweep goes on.</param>
    public async ValueTask EmptyAsync(Versioned<SubscriptionDocument> subscription, CancellationToken cancellationToken)
    {
        var id = ResourceId.Parse(subscription.Key.Partition);
        var found = documents.ListAllAsync(subscription.Key.Partition, ResourceGroupStore.Prefix, DocumentJson.Default.ResourceGroupDocument, cancellationToken);
        await foreach (var (_, group, _) in found)
            if (group.DeletingSince is null)
                await groups.DeleteAsync(ResourceId.Parse($"{id}/resourceGroups/{group.Name}"), Preconditions.None, cancellationToken);
        await roles.DeleteBelowAsync(id, cancellationToken);
    }
}
