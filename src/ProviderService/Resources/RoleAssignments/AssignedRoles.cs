using System.Collections.Concurrent;
using ProviderService.Core.Arm;
using ProviderService.Core.DesiredState;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>
/// Who has which role, remembered a subscription at a time, so that deciding costs no read. All is forgotten when any assignment changes,
/// here at once and elsewhere as soon as the change is seen, and after a minute whatever happens.
/// </summary>
internal sealed class AssignedRoles
{
    /// <summary>How long a change that no signal told of can go unnoticed.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    /// <summary>Subscriptions; each has at most <see cref="RoleAssignmentStore.MaxPerSubscription"/> assignments.</summary>
    private const int Capacity = 64;

    private readonly ConcurrentDictionary<string, Loaded> _loaded = new();
    private readonly SealedDocuments _documents;
    private readonly TimeProvider _time;
    private int _changes;

    private sealed record Loaded(ILookup<Guid, AssignedRole> ByPrincipal, int Changes, DateTimeOffset Until);

    public AssignedRoles(SealedDocuments documents, ChangeSignal signal, TimeProvider time)
    {
        (_documents, _time) = (documents, time);
        signal.Raised += ForgetIfConcerned;
    }

    /// <summary>Finds what is assigned to any of these principals in the subscription of a scope.</summary>
    public async ValueTask<IEnumerable<AssignedRole>> ToAsync(IEnumerable<Guid> principals, ResourceId scope, CancellationToken cancellationToken)
    {
        var loaded = await FindAsync(SubscriptionDirectory.PartitionOf(scope), cancellationToken);
        return principals.SelectMany(principal => loaded.ByPrincipal[principal]);
    }

    private async ValueTask<Loaded> FindAsync(string partition, CancellationToken cancellationToken)
    {
        if (_loaded.TryGetValue(partition, out var known) && known.Changes == Volatile.Read(ref _changes) && _time.GetUtcNow() < known.Until) return known;
        // Counted before the read: what changes during it makes it stale.
        var changes = Volatile.Read(ref _changes);
        var found = new List<(Guid Principal, AssignedRole Role)>();
        await foreach (var (_, stored, _) in _documents.ListAllAsync(partition, RoleAssignmentStore.Prefix, DocumentJson.Default.RoleAssignmentDocument, cancellationToken))
            if (BuiltInRoles.Find(stored.RoleId) is { } role)
                found.Add((stored.PrincipalId, new AssignedRole(ResourceId.Parse(stored.Scope), stored.ScopeUid, role)));
        if (_loaded.Count >= Capacity) _loaded.Clear();
        return _loaded[partition] = new(found.ToLookup(one => one.Principal, one => one.Role), changes, _time.GetUtcNow() + MaxAge);
    }

    private void ForgetIfConcerned(DocumentKey changed)
    {
        if (RoleAssignmentStore.IsKey(changed)) Interlocked.Increment(ref _changes);
    }
}

/// <summary>A role that somebody has.</summary>
/// <param name="Scope">Where it counts, there and below.</param>
/// <param name="ScopeUid">The incarnation of what it was assigned at.</param>
/// <param name="Definition">What it grants.</param>
internal sealed record AssignedRole(ResourceId Scope, Guid ScopeUid, RoleDefinition Definition);
