using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>The list of a cluster that has as many configurations as it can have.</summary>
internal static class ListBenchmark
{
    private const int Configurations = 100;

    public static async Task<Report> RunAsync(Pace pace)
    {
        using var store = await SeededStore.CreateAsync(groups: 1, clustersPerGroup: 1, Configurations);
        await using var service = await Service.StartAsync(store.Path);
        var report = new Report($"List of {Configurations} configurations");
        var list = HttpBytes.Get(new Uri(service.Address, Arm.Configurations(Arm.Cluster(0, 0)) + Arm.ConfigurationVersion), service.Token);
        var alone = new HttpRows(report, "1 connection", service, 1, _ => list);
        var together = new HttpRows(report, "64 connections", service, 64, _ => list);
        await pace.AlternateAsync(alone.MeasureAsync, together.MeasureAsync);
        return report;
    }
}
