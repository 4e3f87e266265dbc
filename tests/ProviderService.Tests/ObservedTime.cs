using ProviderService.Tests.Diagnostics.Health;

namespace ProviderService.Tests;

/// <summary>A clock that tests move, and that says when somebody begins to wait for it.</summary>
public sealed class ObservedTime(DateTimeOffset start) : SettableTime(start)
{
    private event Action<TimeSpan>? TimerCreated;

    /// <summary>Completes when the next timer is set whose time is as asked for.</summary>
    public Task TimerAsync(Predicate<TimeSpan> dueTime)
    {
        var created = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TimerCreated += Observe;
        return created.Task;

        void Observe(TimeSpan due)
        {
            if (!dueTime(due)) return;
            TimerCreated -= Observe;
            created.TrySetResult();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        TimerCreated?.Invoke(dueTime);
        return timer;
    }
}
