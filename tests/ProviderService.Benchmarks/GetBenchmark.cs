using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>An authenticated GET of one configuration, beside a bare Kestrel endpoint that answers the same body.</summary>
internal static class GetBenchmark
{
    private const int Connections = 64;
    private const double Goal = 0.35;

    public static async Task<Report> RunAsync(Pace pace)
    {
        using var store = await SeededStore.CreateAsync(groups: 1, clustersPerGroup: 1, configurationsPerCluster: 3);
        await using var service = await Service.StartAsync(store.Path);
        var path = Arm.Configuration(Arm.Cluster(0, 0), 0) + Arm.ConfigurationVersion;
        await using var bare = await BareServer.StartAsync(await service.Client.GetByteArrayAsync(path), store.Path);

        var report = new Report($"GET of one configuration, {Connections} connections");
        var (bareGet, get) = (HttpBytes.Get(new Uri(bare.Address, path), token: null), HttpBytes.Get(new Uri(service.Address, path), service.Token));
        var yardstick = new HttpRows(report, "bare Kestrel", bare, Connections, _ => bareGet);
        var measured = new HttpRows(report, "service", service, Connections, _ => get);
        await pace.AlternateAsync(yardstick.MeasureAsync, measured.MeasureAsync);
        report.AtLeast(report.Ratio("service / bare Kestrel", measured.Rate, yardstick.Rate), Goal);
        return report;
    }
}
