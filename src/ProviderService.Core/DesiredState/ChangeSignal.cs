using ProviderService.Core.Storage;

namespace ProviderService.Core.DesiredState;

/// <summary>Tells those who wait in this process that a document has changed, if it is one that agents' states are made of.</summary>
/// <param name="waiters">Who waits.</param>
/// <param name="isDesiredState">Which documents count. What agents report must not, or each report would wake its own agent.</param>
public sealed class ChangeSignal(Waiters waiters, Predicate<DocumentKey> isDesiredState)
{
    /// <summary>Happens for every change of any document that this process learns of, also twice for one.</summary>
    public event Action<DocumentKey>? Raised;

    /// <summary>Called after the commit: who is woken reads what was written.</summary>
    public void Raise(DocumentKey changed)
    {
        Raised?.Invoke(changed);
        if (isDesiredState(changed)) waiters.Signal(changed.Partition);
    }

    /// <summary>Raises for many changes, once for each cluster.</summary>
    public void Raise(IReadOnlyList<DocumentChange> changes)
    {
        foreach (var change in changes) Raised?.Invoke(change.Key);
        foreach (var partition in changes.Where(change => isDesiredState(change.Key)).Select(change => change.Key.Partition).Distinct())
            waiters.Signal(partition);
    }
}
