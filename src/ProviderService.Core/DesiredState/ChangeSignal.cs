using System.Collections.Concurrent;
using ProviderService.Core.Storage;

namespace ProviderService.Core.DesiredState;

/// <summary>Tells those who wait in this process that a document has changed, if it is one that agents' states are made of.</summary>
/// <param name="waiters">Who waits.</param>
/// <param name="isDesiredState">Which documents count. What agents report must not, or each report would wake its own agent.</param>
public sealed class ChangeSignal(Waiters waiters, Predicate<DocumentKey> isDesiredState)
{
    /// <summary>Writes that were signalled at once, until the store names them among its changes.</summary>
    private readonly ConcurrentDictionary<DocumentKey, string> _signalled = new();

    /// <summary>Happens for every change of any document that this process learns of, also twice for one.</summary>
    public event Action<DocumentKey>? Raised;

    /// <summary>Called after a commit of this process: who is woken reads what was written.</summary>
    public void Raise(DocumentChange change)
    {
        Raised?.Invoke(change.Key);
        if (!isDesiredState(change.Key)) return;
        if (change.WriteId is not null) _signalled[change.Key] = change.WriteId;
        waiters.Signal(change.Key.Partition);
    }

    /// <summary>Raises for what the store says has changed, once for each cluster; nobody is woken twice for a write of this process.</summary>
    public void Raise(IReadOnlyList<DocumentChange> changes)
    {
        foreach (var change in changes) Raised?.Invoke(change.Key);
        var others = changes.Where(change => isDesiredState(change.Key) && !WasSignalled(change));
        foreach (var partition in others.Select(change => change.Key.Partition).Distinct()) waiters.Signal(partition);
    }

    private bool WasSignalled(DocumentChange change) => _signalled.TryRemove(change.Key, out var write) && write == change.WriteId;
}
