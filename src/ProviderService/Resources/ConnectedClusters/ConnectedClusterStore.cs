using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Secrets;
using ProviderService.Hosting;
using ProviderService.Jobs;
using ProviderService.Resources.ResourceGroups;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>The connected clusters, each in a partition of its own, and the index from which they are listed.</summary>
internal sealed class ConnectedClusterStore(
    SealedDocuments documents, ResourceGroupStore groups, SecretStore secrets, ClusterPublicKeys keys, DeletionSignal deletions, TimeProvider time)
{
    private static readonly JsonTypeInfo<ConnectedClusterDocument> Type = DocumentJson.Default.ConnectedClusterDocument;
    private static readonly JsonTypeInfo<ConnectedClusterIndexEntry> IndexType = DocumentJson.Default.ConnectedClusterIndexEntry;

    /// <summary>Reads a cluster without asking whether its group still holds it; <see langword="null"/> when there is none.</summary>
    public ValueTask<Versioned<ConnectedClusterDocument>?> FindAsync(ResourceId id, CancellationToken cancellationToken) =>
        documents.ReadAsync(ConnectedClusterKeys.KeyOf(id), Type, cancellationToken);

    /// <summary>Finds a cluster that can contain something, whoever asks; <see langword="null"/> when there is none.</summary>
    public async ValueTask<ConnectedClusterDocument?> FindLiveAsync(ResourceId id, CancellationToken cancellationToken)
    {
        if (!IsCluster(id)) return null;
        var cluster = (await FindAsync(id, cancellationToken))?.Value;
        var isLive = cluster is { DeletingSince: null } && await groups.IsLiveAsync(id.Parent!, cluster.GroupUid, cancellationToken);
        return isLive ? cluster : null;
    }

    /// <exception cref="ArmException">404: the subscription, the group or the cluster.</exception>
    public async ValueTask<ConnectedClusterDocument> GetAsync(ResourceId id, CancellationToken cancellationToken)
    {
        if (!IsCluster(id)) throw ArmErrors.ResourceNotFound(id);
        var group = await groups.RequireAsync(id.Parent!, cancellationToken);
        var cluster = await FindAsync(id, cancellationToken);
        return cluster?.Value.GroupUid == group.Uid ? cluster.Value : throw ArmErrors.ResourceNotFound(id);
    }

    /// <summary>Finds the cluster that can contain something: one that is not being deleted.</summary>
    /// <exception cref="ArmException">404: the subscription, the group or the cluster.</exception>
    public async ValueTask<ConnectedClusterDocument> RequireAsync(ResourceId id, CancellationToken cancellationToken)
    {
        var cluster = await GetAsync(id, cancellationToken);
        return cluster.DeletingSince is null ? cluster : throw ArmErrors.ResourceNotFound(id);
    }

    /// <summary>Creates a cluster, or replaces what the request's version lets a caller set of one.</summary>
    public async ValueTask<Changed<ConnectedClusterDocument>> PutAsync(
        ResourceId id, ConnectedClusterRequest request, ConnectedClusterCaller caller, Preconditions preconditions, CancellationToken cancellationToken)
    {
        var group = await groups.RequireOpenAsync(id.Parent!, cancellationToken);
        var uid = Guid.NewGuid();
        if ((await FindAsync(id, cancellationToken))?.Value.GroupUid != group.Uid)
        {
            preconditions.Check(null);
            var entry = new ConnectedClusterIndexEntry(id.ResourceGroup!, id.Name, uid);
            await documents.ChangeAsync(ConnectedClusterKeys.IndexKeyOf(id), IndexType, _ => entry, cancellationToken);
        }

        // Not to be given up from here on: nobody else would do what has to follow the write.
        var changed = await documents.ChangeAsync(ConnectedClusterKeys.KeyOf(id), Type, Decide, CancellationToken.None);
        if (changed.Before is null || changed.Before.GroupUid != group.Uid) await WithdrawIfOrphanedAsync(id, group.Uid);
        else await DropSecretsOfOtherKeysAsync(changed.After);
        return changed.Before?.GroupUid == group.Uid ? changed : changed with { Before = null };

        ConnectedClusterDocument Decide(ConnectedClusterDocument? stored)
        {
            var current = stored?.GroupUid == group.Uid ? stored : null;
            preconditions.Check(ETagOf(current));
            RefuseWhileDeleting(current);
            if (current is not null && !current.Location.Equals(request.Location, StringComparison.OrdinalIgnoreCase)) throw LocationFixed(id, current, request);
            if (current is not null && caller.KeyChangeRefusal is not null && request.ChangesKeyOf(current)) throw caller.KeyChangeRefusal;
            return request.ApplyTo(current, id.Name, uid, group.Uid, caller, time.GetUtcNow());
        }
    }

    public async ValueTask<ConnectedClusterDocument> PatchAsync(
        ResourceId id, ConnectedClusterPatch patch, ConnectedClusterCaller caller, Preconditions preconditions, CancellationToken cancellationToken)
    {
        var group = await groups.RequireAsync(id.Parent!, cancellationToken);
        var changed = await documents.ChangeAsync(ConnectedClusterKeys.KeyOf(id), Type, Decide, cancellationToken);
        return changed.After.Value;

        ConnectedClusterDocument Decide(ConnectedClusterDocument? current)
        {
            if (current?.GroupUid != group.Uid) throw ArmErrors.ResourceNotFound(id);
            preconditions.Check(ETagOf(current));
            RefuseWhileDeleting(current);
            return patch.ApplyTo(current) with
            {
                Revision = Guid.NewGuid(),
                SystemData = current.SystemData.ModifiedNow(caller.Principal, time.GetUtcNow()),
            };
        }
    }

    /// <summary>Marks a cluster as being deleted, which empties it at once; the sweep then removes what was in it.</summary>
    /// <returns>The cluster, or <see langword="null"/> when there is none.</returns>
    public async ValueTask<ConnectedClusterDocument?> DeleteAsync(ResourceId id, Preconditions preconditions, CancellationToken cancellationToken)
    {
        var group = await groups.RequireAsync(id.Parent!, cancellationToken);
        var found = await FindAsync(id, cancellationToken);
        preconditions.Check(ETagOf(found?.Value));
        if (found?.Value.GroupUid != group.Uid) return null;
        var deleted = await MarkDeletedAsync(id, group.Uid, preconditions, cancellationToken);
        deletions.Raise();
        return deleted;
    }

    /// <summary>Marks the cluster as being deleted if it still belongs to this incarnation of its group.</summary>
    public async ValueTask<ConnectedClusterDocument?> MarkDeletedAsync(
        ResourceId id, Guid groupUid, Preconditions preconditions, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { } found && found.Value.GroupUid == groupUid)
        {
            preconditions.Check(ETagOf(found.Value));
            if (found.Value.DeletingSince is not null) return found.Value;
            var marked = found.Value with { DeletingSince = time.GetUtcNow() };
            if (await documents.WriteAsync(found.Key, marked, Type, found.ETag, cancellationToken) is not null) return marked;
        }

        return null;
    }

    public static string? ETagOf(ConnectedClusterDocument? cluster) => cluster is null ? null : $"\"{cluster.Revision}\"";

    public static ResourceId IdOf(ResourceId scope, ConnectedClusterIndexEntry entry) => ResourceId.Parse(
        $"/subscriptions/{scope.SubscriptionId}/resourceGroups/{entry.ResourceGroup}/providers/{ConnectedClusterType.Instance.FullName}/{entry.Name}");

    private static bool IsCluster(ResourceId id) =>
        id.Type.Equals(ConnectedClusterType.Instance.FullName, StringComparison.OrdinalIgnoreCase) && id.Parent?.ResourceGroup is not null;

    /// <summary>At every update, not only at one that changes the key, since an earlier one may have come no further than that.</summary>
    private ValueTask DropSecretsOfOtherKeysAsync(Versioned<ConnectedClusterDocument> cluster) =>
        secrets.DropOthersAsync(cluster.Key.Partition, keys.Find(cluster.Value.Settings.AgentPublicKeyCertificate)?.Thumbprint, CancellationToken.None);

    /// <summary>The group may have been deleted, and swept, between the check and the write; nothing would sweep the new cluster then.</summary>
    private async ValueTask WithdrawIfOrphanedAsync(ResourceId id, Guid groupUid)
    {
        if (await groups.IsLiveAsync(id.Parent!, groupUid, CancellationToken.None)) return;
        await MarkDeletedAsync(id, groupUid, Preconditions.None, CancellationToken.None);
        deletions.Raise();
        throw ArmErrors.ResourceGroupNotFound(id.ResourceGroup!);
    }

    private static void RefuseWhileDeleting(ConnectedClusterDocument? current)
    {
        if (current?.DeletingSince is not null)
            throw new ArmException(409, "ResourceBeingDeleted", $"The cluster '{current.Name}' is being deleted; it can be created again once it is gone.");
    }

    private static ArmException LocationFixed(ResourceId id, ConnectedClusterDocument current, ConnectedClusterRequest request) => new(
        409, "InvalidResourceLocation",
        $"The resource '{id.Name}' already exists in location '{current.Location}' in resource group '{id.ResourceGroup}'. A resource with the same name cannot be created in location '{request.Location}'. Please select a new resource name.");
}

/// <summary>Who writes a cluster.</summary>
/// <param name="Principal">For systemData.</param>
/// <param name="TenantId">The tenant that a system-assigned identity belongs to.</param>
/// <param name="KeyChangeRefusal">What a caller is told who may not change the key of a cluster that exists; <see langword="null"/> to who may.</param>
internal sealed record ConnectedClusterCaller(Principal Principal, string? TenantId, ArmException? KeyChangeRefusal = null);
