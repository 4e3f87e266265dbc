using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>What the same calls cost on a store of 100,000 clusters and on one that is all but empty.</summary>
internal static class ScaleBenchmark
{
    private const double Goal = 1.5;
    private const int Connections = 8;
    private const int ClustersPerGroup = 100;
    private const int Configurations = 3;

    public static async Task<Report> RunAsync(Pace pace)
    {
        using var small = await SeededStore.CreateAsync(groups: 1, ClustersPerGroup, Configurations);
        using var large = await SeededStore.CreateAsync(groups: 1000, ClustersPerGroup, Configurations);
        var report = new Report($"The same calls on {ClustersPerGroup} and on {1000 * ClustersPerGroup} clusters, {Connections} connections");
        await StartsAsync(report, small, large, pace);
        await using var ofSmall = await Service.StartAsync(small.Path);
        await using var ofLarge = await Service.StartAsync(large.Path);
        foreach (var (name, path) in Reads()) await CompareAsync(report, name, ofSmall, ofLarge, pace, service => Get(service, path));
        await CompareAsync(report, "PUT", ofSmall, ofLarge, pace, Put);
        return report;
    }

    private static (string Name, string Path)[] Reads() =>
    [
        ("GET", Arm.Configuration(Arm.Cluster(0, 0), 0) + Arm.ConfigurationVersion),
        ("configurations", Arm.Configurations(Arm.Cluster(0, 0)) + Arm.ConfigurationVersion),
        ("clusters of a group", Arm.Clusters(Arm.Group(0)) + Arm.ClusterVersion),
        ("clusters of the subscription", Arm.Clusters(Arm.Subscription) + Arm.ClusterVersion),
        ("resources", $"{Arm.Subscription}/resources{Arm.GroupVersion}"),
    ];

    private static async Task StartsAsync(Report report, SeededStore small, SeededStore large, Pace pace)
    {
        var (start, startOfLarge) = (report.Row("start, small", "s"), report.Row("start, large", "s"));
        var (memory, memoryOfLarge) = (report.Row("resident, small", "MB"), report.Row("resident, large", "MB"));
        for (var round = 0; round < pace.Rounds; round++)
        {
            await StartAsync(small, start, memory);
            await StartAsync(large, startOfLarge, memoryOfLarge);
        }
        report.AtMost(report.Ratio("start, large / small", startOfLarge, start), Goal);
        report.AtMost(report.Ratio("resident, large / small", memoryOfLarge, memory), Goal);
    }

    private static async Task StartAsync(SeededStore store, Series time, Series resident)
    {
        await using var service = await Service.StartAsync(store.Path);
        time.Add(service.StartTime.TotalSeconds);
        resident.Add(service.Resident);
        await service.StopAsync();
    }

    private static async Task CompareAsync(
        Report report, string name, Service ofSmall, Service ofLarge, Pace pace, Func<Service, Func<int, ReadOnlyMemory<byte>>> request)
    {
        var small = new HttpRows(report, $"{name}, small", ofSmall, Connections, request(ofSmall));
        var large = new HttpRows(report, $"{name}, large", ofLarge, Connections, request(ofLarge));
        await pace.AlternateAsync(small.MeasureAsync, large.MeasureAsync);
        report.AtMost(report.Ratio($"{name}, cost large / small", large.Cost, small.Cost), Goal);
    }

    private static Func<int, ReadOnlyMemory<byte>> Get(Service service, string path)
    {
        var bytes = HttpBytes.Get(new Uri(service.Address, path), service.Token);
        return _ => bytes;
    }

    /// <summary>Every connection changes a configuration of its own, from one meaning to another and back.</summary>
    private static Func<int, ReadOnlyMemory<byte>> Put(Service service)
    {
        var bodies = (from connection in Enumerable.Range(0, Connections) from meaning in Enumerable.Range(0, 2) select Body(connection, meaning)).ToArray();
        var turns = new int[Connections];
        return connection => bodies[(2 * connection) + (turns[connection]++ % 2)];

        byte[] Body(int connection, int meaning) => HttpBytes.Put(
            new Uri(service.Address, Arm.Configuration(Arm.Cluster(0, connection), 0) + Arm.ConfigurationVersion), service.Token, Arm.ConfigurationBody(meaning));
    }
}
