namespace ProviderService.Core.DesiredState;

/// <summary>
/// What those wait for who want to know of the next change of one cluster, and how soon they may answer. It remembers nothing of a change
/// but when it was: whoever is woken reads what there is.
/// </summary>
/// <param name="partition">The cluster's partition.</param>
/// <param name="time">Measures.</param>
internal sealed class ChangeLatch(string partition, TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = NewTask();
    private long? _signalled;
    private long? _answered;
    private long _burstSince;

    public string Partition { get; } = partition;

    /// <summary>How many wait, or are about to. Guarded by <see cref="Waiters"/>, like the next two.</summary>
    public int Waiting { get; set; }

    /// <summary>When the last of them left.</summary>
    public long LeftAt { get; set; }

    /// <summary>Whether it is among those to be forgotten: once at most, or a second mention would have its successor forgotten.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Completes at the next signal from now.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>When the last change was, on the monotonic clock; <see langword="null"/> for never.</summary>
    public long? SignalledAt
    {
        get
        {
            lock (_lock) return _signalled;
        }
    }

    /// <summary>Wakes all who wait.</summary>
    public void Signal()
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_signalled is not { } last || time.GetElapsedTime(last, now) >= Waiter.Quiet) _burstSince = now;
            _signalled = now;
            woken = _next;
            _next = NewTask();
        }

        woken.TrySetResult();
    }

    /// <summary>Notes that somebody learned of a change.</summary>
    public void Answer()
    {
        lock (_lock) _answered = time.GetTimestamp();
    }

    /// <summary>How long to wait for a burst of changes to end, if somebody was told of its first ones already; zero otherwise.</summary>
    public TimeSpan Unrest()
    {
        lock (_lock)
        {
            if (_signalled is not { } last || _answered is not { } answered || answered < _burstSince || last <= answered) return TimeSpan.Zero;
            var rest = Waiter.Quiet - time.GetElapsedTime(last);
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    /// <summary>Who signals must not run what the woken do next.</summary>
    private static TaskCompletionSource NewTask() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
