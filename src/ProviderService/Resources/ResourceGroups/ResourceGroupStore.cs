using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Hosting;
using ProviderService.Jobs;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>The resource groups, in the partition of their subscription.</summary>
internal sealed class ResourceGroupStore(
    SealedDocuments documents, SubscriptionDirectory subscriptions, DeletionSignal deletions, TimeProvider time)
{
    /// <summary>The start of the id of every group.</summary>
    public const string Prefix = "group:";

    private static readonly System.Text.Json.Serialization.Metadata.JsonTypeInfo<ResourceGroupDocument> Type =
        DocumentJson.Default.ResourceGroupDocument;

    public static DocumentKey KeyOf(ResourceId id) =>
        new(SubscriptionDirectory.PartitionOf(id), Prefix + id.ResourceGroup!.ToLowerInvariant());

    public static bool IsKey(DocumentKey key) => key.Id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <exception cref="ArmException">404 <c>SubscriptionNotFound</c> or <c>ResourceGroupNotFound</c>.</exception>
    public async ValueTask<ResourceGroupDocument> GetAsync(ResourceId id, CancellationToken cancellationToken)
    {
        subscriptions.Require(id);
        var group = await documents.ReadAsync(KeyOf(id), Type, cancellationToken);
        return group?.Value ?? throw ArmErrors.ResourceGroupNotFound(id.ResourceGroup!);
    }

    /// <summary>Finds the group that can contain something: one that is not being deleted.</summary>
    /// <exception cref="ArmException">404 <c>SubscriptionNotFound</c> or <c>ResourceGroupNotFound</c>.</exception>
    public async ValueTask<ResourceGroupDocument> RequireAsync(ResourceId id, CancellationToken cancellationToken)
    {
        var group = await GetAsync(id, cancellationToken);
        return group.DeletingSince is null ? group : throw ArmErrors.ResourceGroupNotFound(id.ResourceGroup!);
    }

    /// <summary>The same for whoever wants to put something into it, who learns of a deletion.</summary>
    /// <exception cref="ArmException">404 <c>SubscriptionNotFound</c> or <c>ResourceGroupNotFound</c>, 409 <c>ResourceGroupBeingDeleted</c>.</exception>
    public async ValueTask<ResourceGroupDocument> RequireOpenAsync(ResourceId id, CancellationToken cancellationToken)
    {
        var group = await GetAsync(id, cancellationToken);
        RefuseWhileDeleting(group);
        return group;
    }

    /// <summary>Whether the group still is this incarnation, and not being deleted.</summary>
    public async ValueTask<bool> IsLiveAsync(ResourceId id, Guid uid, CancellationToken cancellationToken) =>
        (await FindLiveAsync(id, cancellationToken))?.Uid == uid;

    /// <summary>Finds the group that can contain something; <see langword="null"/> when there is none.</summary>
    public async ValueTask<ResourceGroupDocument?> FindLiveAsync(ResourceId id, CancellationToken cancellationToken) =>
        await documents.ReadAsync(KeyOf(id), Type, cancellationToken) is { Value: { DeletingSince: null } group } ? group : null;

    /// <summary>Reads some of the groups of a subscription.</summary>
    public ValueTask<SealedPage<ResourceGroupDocument>> ListAsync(
        ResourceId subscription, string? continuation, int limit, CancellationToken cancellationToken) =>
        documents.ListAsync(SubscriptionDirectory.PartitionOf(subscription), Prefix, Type, continuation, limit, cancellationToken);

    /// <summary>Creates a group, or replaces what a caller can set of one.</summary>
    public async ValueTask<Changed<ResourceGroupDocument>> PutAsync(
        ResourceId id, ResourceGroupRequest request, Preconditions preconditions, CancellationToken cancellationToken)
    {
        subscriptions.Require(id);
        return await documents.ChangeAsync(KeyOf(id), Type, Decide, cancellationToken);

        ResourceGroupDocument Decide(ResourceGroupDocument? current)
        {
            preconditions.Check(ETagOf(current));
            RefuseWhileDeleting(current);
            if (current is not null && !SameLocation(current.Location, request.Location!)) throw LocationFixed(current);
            return new ResourceGroupDocument
            {
                Name = current?.Name ?? id.Name,
                Uid = current?.Uid ?? Guid.NewGuid(),
                Location = current?.Location ?? request.Location!,
                Tags = request.Tags,
                ManagedBy = request.ManagedBy ?? current?.ManagedBy,
                Revision = Guid.NewGuid(),
            };
        }
    }

    /// <summary>Changes the tags of a group.</summary>
    public async ValueTask<ResourceGroupDocument> PatchAsync(
        ResourceId id, ResourceGroupRequest request, Preconditions preconditions, CancellationToken cancellationToken)
    {
        subscriptions.Require(id);
        var changed = await documents.ChangeAsync(KeyOf(id), Type, Decide, cancellationToken);
        return changed.After.Value;

        ResourceGroupDocument Decide(ResourceGroupDocument? current)
        {
            preconditions.Check(ETagOf(current));
            if (current is null) throw ArmErrors.ResourceGroupNotFound(id.Name);
            RefuseWhileDeleting(current);
            return current with { Tags = request.SetsTags ? request.Tags : current.Tags, Revision = Guid.NewGuid() };
        }
    }

    /// <summary>Marks a group as being deleted, which empties it at once; the sweep then removes what was in it.</summary>
    public async ValueTask<ResourceGroupDocument> DeleteAsync(ResourceId id, Preconditions preconditions, CancellationToken cancellationToken)
    {
        subscriptions.Require(id);
        var changed = await documents.ChangeAsync(KeyOf(id), Type, Decide, cancellationToken);
        deletions.Raise();
        return changed.After.Value;

        ResourceGroupDocument Decide(ResourceGroupDocument? current)
        {
            preconditions.Check(ETagOf(current));
            if (current is null) throw ArmErrors.ResourceGroupNotFound(id.Name);
            return current.DeletingSince is null ? current with { DeletingSince = time.GetUtcNow() } : current;
        }
    }

    public static string? ETagOf(ResourceGroupDocument? group) => group is null ? null : $"\"{group.Revision}\"";

    private static void RefuseWhileDeleting(ResourceGroupDocument? current)
    {
        if (current?.DeletingSince is not null)
            throw new ArmException(409, "ResourceGroupBeingDeleted", $"The resource group '{current.Name}' is in deprovisioning state and cannot perform this operation.");
    }

    private static bool SameLocation(string left, string right) => string.Equals(
        left.Replace(" ", "", StringComparison.Ordinal), right.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static ArmException LocationFixed(ResourceGroupDocument current) => new(
        409, "InvalidResourceGroupLocation",
        $"The provided location for resource group '{current.Name}' is invalid: it exists in '{current.Location}', and a group cannot move.", "location");
}
