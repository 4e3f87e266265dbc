using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;
using ProviderService.Core.DesiredState;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Agents;

/// <summary>Holds an agent's request until there is something new. The order of its steps is that of <c>Core/DesiredState/README.md</c>.</summary>
internal sealed class DesiredStatePoll(DesiredStateReader states, Waiters waiters, IOptions<AgentOptions> options, TimeProvider time)
{
    /// <summary>The part of a wait by which it may be shorter, so that agents that came together do not come back together.</summary>
    private const int Jitter = 16;

    private readonly TimeSpan _maxWait = options.Value.MaxWait;

    /// <summary>How long an agent that wants to wait so long is let wait.</summary>
    public TimeSpan Limit(TimeSpan wanted) => wanted < _maxWait ? wanted : _maxWait;

    /// <summary>Reads until there is something that the agent does not know, or the time is over.</summary>
    /// <param name="agent">Who asks.</param>
    /// <param name="isKnown">Whether the agent has the state with this entity tag.</param>
    /// <param name="wait">How long at most; as <see cref="Limit"/> says.</param>
    /// <param name="cancellationToken">The agent has left.</param>
    /// <exception cref="ArmException">401: no longer signed in. 429: too many wait. 503: the service stops.</exception>
    public async ValueTask<DesiredStateReading> WaitAsync(
        SignedInAgent agent, Predicate<string> isKnown, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var waiter = waiters.TryEnter(ConnectedClusterKeys.PartitionOf(agent.Cluster)) ?? throw AgentErrors.TooManyWait();
        var (started, longest) = (time.GetTimestamp(), Shortened(wait));
        for (var woken = false; ; woken = true)
        {
            await waiter.SettleAsync(time, cancellationToken);
            var change = waiter.NextChange;
            if (waiters.IsClosed) throw AgentErrors.Stopping();
            var reading = await states.ReadAsync(agent, cancellationToken);
            var (isNew, rest) = (!isKnown(reading.ETag), longest - time.GetElapsedTime(started));
            if (woken && rest > TimeSpan.Zero) Measure(waiter, isNew);
            if (isNew) waiter.Answer();
            if (isNew || rest <= TimeSpan.Zero) return reading;
            await change.WaitAsync(rest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!change.IsCompleted) return await states.ReconfirmAsync(agent, reading, cancellationToken);
        }
    }

    private void Measure(Waiter waiter, bool isNew)
    {
        if (waiter.ChangedAt is { } changed) DesiredStateInstrumentation.Woken(time.GetElapsedTime(changed), isNew);
    }

    private static TimeSpan Shortened(TimeSpan wait) =>
        wait - TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)(wait.TotalMilliseconds / Jitter) + 1));
}
