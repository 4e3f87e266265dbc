namespace ProviderService.Core.DesiredState;

/// <summary>One who waits for changes of a cluster, until disposed of. Used so: take <see cref="NextChange"/>, read, and if nothing differs
/// await it; then again. A change between the two is then never missed.</summary>
public sealed class Waiter : IDisposable
{
    /// <summary>Changes that follow each other closer than this are one burst.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(10);

    /// <summary>No burst is waited for any longer than this.</summary>
    public static readonly TimeSpan LongestUnrest = TimeSpan.FromMilliseconds(100);

    private readonly Waiters _waiters;
    private readonly ChangeLatch _latch;

    internal Waiter(Waiters waiters, ChangeLatch latch)
    {
        _waiters = waiters;
        _latch = latch;
    }

    /// <summary>Completes at the next change from now. It may turn out to be none.</summary>
    public Task NextChange => _latch.Next;

    /// <summary>When the last change was (<see cref="TimeProvider.GetTimestamp"/>); <see langword="null"/> for never.</summary>
    public long? ChangedAt => _latch.SignalledAt;

    /// <summary>Notes that a change is being answered, so that those that follow closely are answered together.</summary>
    public void Answer() => _latch.Answer();

    /// <summary>Waits for a burst of changes to end whose first ones were answered already; else not at all.</summary>
    public async ValueTask SettleAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (_latch.Unrest() is var rest && rest > TimeSpan.Zero && time.GetElapsedTime(started) < LongestUnrest)
            await Task.Delay(rest, time, cancellationToken);
    }

    public void Dispose() => _waiters.Leave(_latch);
}
