using System.Collections.Concurrent;
using ProviderService.Benchmarks.Load;

namespace ProviderService.Benchmarks.Fleet;

/// <summary>What a fleet notes. Safe for concurrent use.</summary>
internal sealed class Journal
{
    private ConcurrentQueue<TimeSpan> _latencies = new();
    private int _renewals;
    private int _regressions;
    private int _errors;

    /// <summary>Polls that ended with nothing new.</summary>
    public int Renewals => _renewals;

    /// <summary>States that were older than what the agent had.</summary>
    public int Regressions => _regressions;

    public int Errors => _errors;

    public string? FirstError { get; private set; }

    public void Renew() => Interlocked.Increment(ref _renewals);

    public void Regress() => Interlocked.Increment(ref _regressions);

    public void Fail(string error)
    {
        if (Interlocked.Increment(ref _errors) == 1) FirstError = error;
    }

    /// <summary>Notes how long a change took, from the sending of the PUT until its agent had it.</summary>
    public void Arrive(TimeSpan latency) => _latencies.Enqueue(latency);

    /// <summary>What arrived since the last time that this was asked.</summary>
    public LoadResult TakeArrivals(TimeSpan elapsed) => new(elapsed, [.. Interlocked.Exchange(ref _latencies, new ConcurrentQueue<TimeSpan>())]);
}
