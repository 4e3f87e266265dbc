using System.Collections.Concurrent;
using System.Globalization;

namespace ProviderService.SystemTests.Replicas;

/// <summary>How long each of many things took.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentQueue<TimeSpan> _all = new();

    public void Add(TimeSpan latency) => _all.Enqueue(latency);

    public TimeSpan Percentile(int percent) => _all.Order().ElementAt(Math.Min(_all.Count - 1, _all.Count * percent / 100));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"p50 {Percentile(50).TotalMilliseconds:F0} ms, p99 {Percentile(99).TotalMilliseconds:F0} ms, longest {Percentile(100).TotalMilliseconds:F0} ms");
}
