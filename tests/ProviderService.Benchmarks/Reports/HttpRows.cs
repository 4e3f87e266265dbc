using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Servers;

namespace ProviderService.Benchmarks.Reports;

/// <summary>The rows that a load on one server fills.</summary>
internal sealed class HttpRows(Report report, string name, ServerProcess server, int connections, Func<int, ReadOnlyMemory<byte>> request)
{
    public Series Rate { get; } = report.Row(name, "req/s");

    /// <summary>What a request costs the server, whatever else the machine does.</summary>
    public Series Cost { get; } = report.Row($"{name}: CPU of the server", "us/req");
    private readonly Series _half = report.Row($"{name}: half of the answers within", "ms");
    private readonly Series _most = report.Row($"{name}: 99 % within", "ms");

    /// <summary>A step of <see cref="Pace.AlternateAsync"/>.</summary>
    public async Task MeasureAsync(TimeSpan duration, bool counts)
    {
        var before = server.ProcessorTime;
        var result = await new HttpLoad(connections).RunAsync(server.Address, duration, request);
        if (!counts) return;
        Rate.Add(result.Rate);
        Cost.Add((server.ProcessorTime - before).TotalMicroseconds / result.Count);
        _half.Add(result.Percentile(0.5));
        _most.Add(result.Percentile(0.99));
    }
}
