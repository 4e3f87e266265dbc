using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>The role assignments, in the partition of their subscription. One at a resource that is gone is absent.</summary>
internal sealed class RoleAssignmentStore(SealedDocuments documents, RoleScopes scopes)
{
    /// <summary>As in Azure.</summary>
    public const int MaxPerSubscription = 4000;

    /// <summary>The start of the id of every assignment.</summary>
    public const string Prefix = "role-assignment:";

    private static readonly JsonTypeInfo<RoleAssignmentDocument> Type = DocumentJson.Default.RoleAssignmentDocument;

    public static bool IsKey(DocumentKey key) => key.Id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <exception cref="ArmException">404 <c>RoleAssignmentNotFound</c>.</exception>
    public async ValueTask<RoleAssignmentDocument> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        (await FindAsync(id, cancellationToken))?.Value ?? throw RoleErrors.NotFound(id.Name);

    /// <summary>Reads some of the assignments of a subscription, those at resources that are gone among them.</summary>
    public ValueTask<SealedPage<RoleAssignmentDocument>> ListAsync(ResourceId scope, string? continuation, int limit, CancellationToken cancellationToken) =>
        documents.ListAsync(SubscriptionDirectory.PartitionOf(scope), Prefix, Type, continuation, limit, cancellationToken);

    /// <summary>Assigns a role, or changes the description of an assignment.</summary>
    /// <exception cref="ArmException">400, 409: another assignment has the name, or grants the same.</exception>
    public async ValueTask<Changed<RoleAssignmentDocument>> PutAsync(RoleAssignmentDocument asked, CancellationToken cancellationToken)
    {
        var scope = ResourceId.Parse(asked.Scope);
        var key = KeyOf(scope, asked.Name);
        await DropIfGoneAsync(key, cancellationToken);
        await RefuseSecondAsync(asked, scope, cancellationToken);
        return await documents.ChangeAsync(key, Type, Decide, cancellationToken);

        RoleAssignmentDocument Decide(RoleAssignmentDocument? current)
        {
            if (current is null) return asked;
            if (!current.IsSameGrantAs(asked)) throw RoleErrors.Fixed();
            return current with { Description = asked.Description, UpdatedOn = asked.UpdatedOn, UpdatedBy = asked.UpdatedBy };
        }
    }

    /// <returns>What was deleted; <see langword="null"/> when there was nothing.</returns>
    public async ValueTask<RoleAssignmentDocument?> DeleteAsync(ResourceId id, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { } found)
            if (await documents.DeleteAsync(found.Key, found.ETag, cancellationToken))
                return found.Value;
        return null;
    }

    /// <summary>Deletes what was assigned at a resource that is being deleted, and below it.</summary>
    public async ValueTask DeleteBelowAsync(ResourceId scope, CancellationToken cancellationToken)
    {
        await foreach (var found in documents.ListAllAsync(SubscriptionDirectory.PartitionOf(scope), Prefix, Type, cancellationToken))
            if (scope.Contains(ResourceId.Parse(found.Value.Scope)))
                await documents.DeleteAsync(found.Key, found.ETag, cancellationToken);
    }

    private async ValueTask<Versioned<RoleAssignmentDocument>?> FindAsync(ResourceId id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id.Name, out var name)) return null;
        var found = await documents.ReadAsync(KeyOf(id, name), Type, cancellationToken);
        var isHere = found is not null && id.Parent!.Equals(ResourceId.Parse(found.Value.Scope));
        return isHere && await scopes.IsAsync(id.Parent!, found!.Value.ScopeUid, cancellationToken) ? found : null;
    }

    /// <summary>What was assigned at a resource that is gone must not hold its name.</summary>
    private async ValueTask DropIfGoneAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        if (await documents.ReadAsync(key, Type, cancellationToken) is { } found
            && !await scopes.IsAsync(ResourceId.Parse(found.Value.Scope), found.Value.ScopeUid, cancellationToken))
            await documents.DeleteAsync(key, found.ETag, cancellationToken);
    }

    private async ValueTask RefuseSecondAsync(RoleAssignmentDocument asked, ResourceId scope, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var (_, other, _) in documents.ListAllAsync(SubscriptionDirectory.PartitionOf(scope), Prefix, Type, cancellationToken))
        {
            if (other.Name == asked.Name) return;
            if (other.IsSameGrantAs(asked)) throw RoleErrors.Exists(other.Name);
            if (++count >= MaxPerSubscription) throw RoleErrors.TooMany();
        }
    }

    private static DocumentKey KeyOf(ResourceId scope, Guid name) => new(SubscriptionDirectory.PartitionOf(scope), Prefix + name);
}
