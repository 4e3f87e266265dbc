using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.DesiredState;

namespace ProviderService.Tests.DesiredState;

public sealed class WaitersTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Waiters _waiters;

    public WaitersTests() => _waiters = new Waiters(new WaiterLimits(PerCluster: 2, InAll: 3), _time);

    [Fact]
    public void A_signal_completes_what_was_taken_before_it()
    {
        using var waiter = Enter();
        var change = waiter.NextChange;
        _waiters.Signal("a");
        Assert.True(change.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_signal_does_not_complete_what_is_taken_after_it()
    {
        using var waiter = Enter();
        _waiters.Signal("a");
        Assert.False(waiter.NextChange.IsCompleted);
    }

    [Fact]
    public void A_signal_wakes_all_who_wait_for_the_cluster_and_nobody_else()
    {
        using var one = Enter();
        using var two = Enter();
        using var other = Enter("b");
        Task[] changes = [one.NextChange, two.NextChange, other.NextChange];
        _waiters.Signal("a");
        Assert.Equal([true, true, false], changes.Select(change => change.IsCompleted));
    }

    [Fact]
    public void A_signal_for_which_nobody_waits_leaves_nothing()
    {
        _waiters.Signal("a");
        using var waiter = Enter();
        Assert.Null(waiter.ChangedAt);
    }

    [Fact]
    public void No_more_wait_for_a_cluster_than_the_limit()
    {
        using var one = Enter();
        using var two = Enter();
        Assert.Null(_waiters.TryEnter("a"));
        using var other = Enter("b");
    }

    [Fact]
    public void No_more_wait_in_all_than_the_limit()
    {
        using var one = Enter("a");
        using var two = Enter("b");
        using var three = Enter("c");
        Assert.Null(_waiters.TryEnter("d"));
    }

    [Fact]
    public void One_who_leaves_makes_room_at_once()
    {
        using var one = Enter();
        Enter().Dispose();
        using var two = Enter();
        Assert.Equal(2, _waiters.Count);
    }

    [Fact]
    public void One_who_comes_back_still_hears_of_changes()
    {
        Enter().Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));
        Enter("b").Dispose();
        using var waiter = Enter();
        var change = waiter.NextChange;
        _waiters.Signal("a");
        Assert.True(change.IsCompleted);
    }

    [Fact]
    public void One_who_came_and_went_often_still_hears_of_changes()
    {
        Enter("a").Dispose();
        Enter("b").Dispose();
        Enter("a").Dispose();
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Enter("b").Dispose();
        _time.Advance(TimeSpan.FromSeconds(0.5));
        using var waiter = Enter("a");
        _time.Advance(TimeSpan.FromSeconds(1));
        Enter("c").Dispose();
        var change = waiter.NextChange;
        _waiters.Signal("a");
        Assert.True(change.IsCompleted);
    }

    [Fact]
    public void Of_clusters_that_nobody_waits_for_nothing_is_kept()
    {
        for (var i = 0; i < 1000; i++)
        {
            Enter($"cluster {i}").Dispose();
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.InRange(_waiters.Clusters, 0, 5);
    }

    [Fact]
    public void At_the_end_everybody_is_woken()
    {
        using var one = Enter("a");
        using var two = Enter("b");
        Task[] changes = [one.NextChange, two.NextChange];
        _waiters.Close();
        Assert.True(_waiters.IsClosed);
        Assert.All(changes, change => Assert.True(change.IsCompleted));
    }

    [Fact]
    public async Task The_first_changes_are_answered_at_once()
    {
        using var waiter = Enter();
        _waiters.Signal("a");
        _waiters.Signal("a");
        await waiter.SettleAsync(_time, CancellationToken.None);
    }

    [Fact]
    public async Task A_change_after_a_pause_is_answered_at_once()
    {
        using var waiter = Enter();
        _waiters.Signal("a");
        waiter.Answer();
        _time.Advance(Waiter.Quiet);
        _waiters.Signal("a");
        await waiter.SettleAsync(_time, CancellationToken.None);
    }

    [Fact]
    public async Task Changes_that_follow_an_answer_closely_are_answered_together()
    {
        using var waiter = Enter();
        _waiters.Signal("a");
        waiter.Answer();
        var settled = Follow(waiter, times: 5);
        Assert.False(settled.IsCompleted);
        _time.Advance(Waiter.Quiet);
        await settled;
    }

    [Fact]
    public async Task A_burst_is_known_to_the_poll_that_comes_after_it_was_answered()
    {
        using (var first = Enter())
        {
            _waiters.Signal("a");
            first.Answer();
        }

        using var second = Enter();
        var settled = Follow(second, times: 1);
        Assert.False(settled.IsCompleted);
        _time.Advance(Waiter.Quiet);
        await settled;
    }

    [Fact]
    public async Task A_burst_without_end_is_answered_all_the_same()
    {
        using var waiter = Enter();
        _waiters.Signal("a");
        waiter.Answer();
        await Follow(waiter, times: (int)(Waiter.LongestUnrest / Millisecond) + 10);
    }

    private Waiter Enter(string partition = "a") => _waiters.TryEnter(partition)!;

    /// <summary>Has a change come each millisecond while somebody wants to answer.</summary>
    private Task Follow(Waiter waiter, int times)
    {
        Task? settled = null;
        for (; times > 0; times--)
        {
            _time.Advance(Millisecond);
            _waiters.Signal("a");
            settled ??= waiter.SettleAsync(_time, CancellationToken.None).AsTask();
        }

        return settled!;
    }
}
