using Microsoft.Extensions.Logging;
using ProviderService.Core.Storage;

namespace ProviderService.Core.DesiredState;

/// <summary>Follows what is written to the store by whichever replica, and signals it in this one. It buys latency alone: a change that it
/// never sees is found when the wait is over.</summary>
public sealed class ChangePump(IDocumentStore store, ChangeSignal signal, TimeProvider time, ILogger<ChangePump> logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool _isFollowing = true;

    /// <summary>Runs until cancelled, whatever the store does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        string? continuation = null;
        do continuation = await TryFollowAsync(continuation, cancellationToken);
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <returns>Where to go on: after an outage, at the last change before it.</returns>
    private async Task<string?> TryFollowAsync(string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var page = await store.ChangesAsync(continuation, cancellationToken);
                continuation = page.Continuation;
                signal.Raise(page.Changes);
                if (page.Changes.Count == 0) break;
            }

            if (!_isFollowing) Log.FollowingAgain(logger);
            _isFollowing = true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (_isFollowing) Log.CannotFollow(logger, exception);
            _isFollowing = false;
        }

        return continuation;
    }
}
