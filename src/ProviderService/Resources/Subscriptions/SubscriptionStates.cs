using ProviderService.Core.Arm;
using ProviderService.Core.DesiredState;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Jobs;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.RoleAssignments;

namespace ProviderService.Resources.Subscriptions;

/// <summary>
/// The state of the subscription, remembered so that asking costs no read. It is forgotten when it changes, here at once and elsewhere as
/// soon as the change is seen, and after a minute whatever happens.
/// </summary>
internal sealed class SubscriptionStates
{
    public const string DocumentId = "subscription";

    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan DeletionPatience = TimeSpan.FromSeconds(5);

    private readonly SealedDocuments _documents;
    private readonly DeletionSignal _deletions;
    private readonly TimeProvider _time;
    private Known? _known;
    private int _changes;

    private sealed record Known(SubscriptionState State, int Changes, DateTimeOffset Until);

    public SubscriptionStates(SealedDocuments documents, DeletionSignal deletions, ChangeSignal signal, TimeProvider time)
    {
        (_documents, _deletions, _time) = (documents, deletions, time);
        signal.Raised += ForgetIfConcerned;
    }

    public static bool IsKey(DocumentKey key) => key.Id == DocumentId;

    public async ValueTask<SubscriptionState> OfAsync(ResourceId subscription, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _known) is { } known && known.Changes == Volatile.Read(ref _changes) && _time.GetUtcNow() < known.Until) return known.State;
        // Counted before the read: what changes during it makes it stale.
        var changes = Volatile.Read(ref _changes);
        var stored = await _documents.ReadAsync(KeyOf(subscription), DocumentJson.Default.SubscriptionDocument, cancellationToken);
        var state = stored?.Value.State ?? SubscriptionState.Registered;
        Volatile.Write(ref _known, new Known(state, changes, _time.GetUtcNow() + MaxAge));
        return state;
    }

    /// <exception cref="ArmException">409: it is deleted, and what it contained is not gone yet.</exception>
    public async ValueTask SetAsync(ResourceId subscription, SubscriptionState state, CancellationToken cancellationToken)
    {
        var isEmpty = await IsEmptyAsync(subscription, cancellationToken);
        await _documents.ChangeAsync(KeyOf(subscription), DocumentJson.Default.SubscriptionDocument, Decide, cancellationToken);
        if (state == SubscriptionState.Deleted) _deletions.Raise();

        SubscriptionDocument Decide(SubscriptionDocument? current)
        {
            if (current?.State == state) return current;
            if (current?.State == SubscriptionState.Deleted && !isEmpty) throw BeingDeleted(subscription);
            return new SubscriptionDocument { State = state, ChangedAt = _time.GetUtcNow() };
        }
    }

    private async ValueTask<bool> IsEmptyAsync(ResourceId subscription, CancellationToken cancellationToken)
    {
        var partition = SubscriptionDirectory.PartitionOf(subscription);
        return await _documents.CountAsync(partition, ResourceGroupStore.Prefix, cancellationToken) == 0
            && await _documents.CountAsync(partition, RoleAssignmentStore.Prefix, cancellationToken) == 0;
    }

    private void ForgetIfConcerned(DocumentKey changed)
    {
        if (IsKey(changed)) Interlocked.Increment(ref _changes);
    }

    private static DocumentKey KeyOf(ResourceId subscription) => new(SubscriptionDirectory.PartitionOf(subscription), DocumentId);

    private static ArmException BeingDeleted(ResourceId subscription) =>
        new(409, "SubscriptionBeingDeleted", $"What the subscription '{subscription.Name}' contained is still being deleted.") { RetryAfter = DeletionPatience };
}
