namespace ProviderService.Core.DesiredState;

/// <summary>Who in this process waits for changes of which cluster. Safe for concurrent use; nobody is called while its lock is held.</summary>
public sealed class Waiters(WaiterLimits limits, TimeProvider time)
{
    /// <summary>How long a cluster's last change is remembered after its last waiter left: an agent is soon back.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ChangeLatch> _latches = new(StringComparer.Ordinal);
    private readonly Queue<ChangeLatch> _left = new();
    private volatile bool _isClosed;
    private int _count;

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many clusters are remembered: those that are waited for, and some that were a moment ago.</summary>
    public int Clusters
    {
        get
        {
            lock (_lock) return _latches.Count;
        }
    }

    /// <summary>Whether the process is to end: nobody should wait any longer.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Begins to wait.</summary>
    /// <param name="partition">The partition of the cluster.</param>
    /// <returns>To be disposed of in the end; <see langword="null"/> when too many wait already.</returns>
    public Waiter? TryEnter(string partition)
    {
        lock (_lock)
        {
            Forget();
            var latch = _latches.GetValueOrDefault(partition);
            if (_count >= limits.InAll || latch?.Waiting >= limits.PerCluster) return null;
            if (latch is null) _latches.Add(partition, latch = new ChangeLatch(partition, time));
            latch.Waiting++;
            _count++;
            DesiredStateInstrumentation.Held.Add(1);
            return new Waiter(this, latch);
        }
    }

    /// <summary>Wakes who waits for this cluster.</summary>
    public void Signal(string partition)
    {
        ChangeLatch? latch;
        lock (_lock) latch = _latches.GetValueOrDefault(partition);
        latch?.Signal();
    }

    /// <summary>Wakes everybody for the last time.</summary>
    public void Close()
    {
        ChangeLatch[] latches;
        _isClosed = true;
        lock (_lock) latches = [.. _latches.Values];
        foreach (var latch in latches) latch.Signal();
    }

    internal void Leave(ChangeLatch latch)
    {
        lock (_lock)
        {
            _count--;
            DesiredStateInstrumentation.Held.Add(-1);
            if (--latch.Waiting > 0) return;
            latch.LeftAt = time.GetTimestamp();
            if (!latch.IsQueued) _left.Enqueue(latch);
            latch.IsQueued = true;
            Forget();
        }
    }

    /// <summary>Drops the clusters that nobody has waited for in a while.</summary>
    private void Forget()
    {
        while (_left.TryPeek(out var latch) && (latch.Waiting > 0 || time.GetElapsedTime(latch.LeftAt) >= Memory))
        {
            _left.Dequeue().IsQueued = false;
            if (latch.Waiting == 0) _latches.Remove(latch.Partition);
        }
    }
}
