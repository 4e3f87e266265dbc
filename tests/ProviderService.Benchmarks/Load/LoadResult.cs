namespace ProviderService.Benchmarks.Load;

/// <summary>What a load saw of a server: how long it took, and how long each answer did.</summary>
internal sealed class LoadResult(TimeSpan elapsed, TimeSpan[] latencies)
{
    private readonly TimeSpan[] _sorted = [.. latencies.Order()];

    public int Count => _sorted.Length;

    /// <summary>Requests a second.</summary>
    public double Rate => Count / elapsed.TotalSeconds;

    /// <summary>Milliseconds that so large a part of the answers, from 0 to 1, took at most.</summary>
    public double Percentile(double part) => _sorted[(int)(part * (Count - 1))].TotalMilliseconds;
}
