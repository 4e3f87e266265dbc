using System.Diagnostics;
using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>Durable PUTs with credentials, first as many as the service can carry, then five times as many. The service has one half of the
/// processors and the client the other, since what the client needs must not count as what the service lost. So has bare Kestrel in its turn,
/// which answers as many as the service refuses: what that takes no service on Kestrel has left for PUTs.</summary>
internal static class OverloadBenchmark
{
    private const int Connections = 128;
    private const int CrowdedConnections = 3_000;
    private const double Overload = 5;

    private static readonly int Processors = Math.Max(1, Environment.ProcessorCount / 2);

    private const double GoodputGoal = 0.8;
    private const double LatencyGoal = 1_000;
    private const double GrowthGoal = 150;
    private const double RecoveryGoal = 3;

    public static async Task<Report> RunAsync(Pace pace)
    {
        using var store = await SeededStore.CreateAsync(groups: 1, CrowdedConnections, configurationsPerCluster: 1);
        await using var service = await Service.StartAsync(store.Path);
        await using var bare = await BareServer.StartAsync("{}"u8.ToArray(), store.Path);
        SplitProcessors(service, bare);
        var put = Updates(service);
        foreach (var server in (ServerProcess[])[service, bare]) await new HttpLoad(Connections).RunAsync(server.Address, TimeSpan.FromSeconds(pace.Warmup), put);

        var report = new Report($"Durable PUTs with credentials at {Overload} times the load that the service carries");
        var best = report.Row($"carried, {Connections} connections", "req/s");
        var calm = report.Row("carried: 99 % within", "ms");
        var (offered, goodput) = (report.Row("offered", "req/s"), report.Row("answered 2xx", "req/s"));
        var latency = report.Row("answered 2xx: 99 % within", "ms");
        var (answer, left) = (report.Row("CPU of bare Kestrel for each that is refused", "us"), report.Row("left if bare Kestrel refused them / all", ""));
        var (growth, recovery) = (report.Row("growth of resident memory", "MB"), report.Row("until answers are as fast as before", "s"));
        for (var round = 0; round < pace.Rounds; round++)
        {
            var carried = await new HttpLoad(Connections).RunAsync(service.Address, TimeSpan.FromSeconds(pace.Seconds), put);
            best.Add(carried.Rate);
            calm.Add(carried.Percentile(0.99));
            var before = service.Resident;
            var crowd = await new PacedLoad(CrowdedConnections, Overload * carried.Rate).RunAsync(service.Address, TimeSpan.FromSeconds(pace.Seconds), put);
            if (crowd.Failures.Count > 0) throw new HttpRequestException($"Answered {string.Join(", ", crowd.Failures)}.");
            recovery.Add(await RecoveryAsync(service, put, carried.Percentile(0.99)));
            growth.Add(service.Resident - before);
            offered.Add(crowd.Offered);
            goodput.Add(crowd.Accepted.Rate);
            latency.Add(crowd.Accepted.Percentile(0.99));
            var refused = crowd.Offered - crowd.Accepted.Rate;
            var cost = await CostAsync(bare, new PacedLoad(CrowdedConnections, refused), TimeSpan.FromSeconds(pace.Seconds), put);
            answer.Add(cost.TotalMicroseconds);
            left.Add(1 - (refused * cost.TotalSeconds / Processors));
        }

        report.AtLeast(report.Ratio("offered / carried", offered, best), Overload * 0.9);
        report.AtLeast(report.Ratio("answered 2xx / carried", goodput, best), GoodputGoal);
        report.AtMost(latency, LatencyGoal);
        report.AtMost(growth, GrowthGoal);
        report.AtMost(recovery, RecoveryGoal);
        return report;
    }

    /// <summary>How long it takes until ten answers in a row are as fast as most were under the load that the service carries.</summary>
    private static async Task<double> RecoveryAsync(Service service, Func<int, ReadOnlyMemory<byte>> put, double milliseconds)
    {
        var start = Stopwatch.GetTimestamp();
        for (var fast = 0; fast < 10;)
        {
            var one = await new HttpLoad(1).RunAsync(service.Address, TimeSpan.Zero, put);
            fast = one.Percentile(1) <= milliseconds ? fast + 1 : 0;
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <returns>What the server's processors do for each request.</returns>
    private static async Task<TimeSpan> CostAsync(ServerProcess server, PacedLoad load, TimeSpan duration, Func<int, ReadOnlyMemory<byte>> request)
    {
        var before = server.ProcessorTime;
        var result = await load.RunAsync(server.Address, duration, request);
        return (server.ProcessorTime - before) / (result.Offered * duration.TotalSeconds);
    }

    private static void SplitProcessors(params ServerProcess[] servers)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2) return;
        var all = ((nint)1 << Environment.ProcessorCount) - 1;
        var first = ((nint)1 << Processors) - 1;
        foreach (var server in servers) server.Confine(first);
        using var client = Process.GetCurrentProcess();
        client.ProcessorAffinity = all & ~first;
    }

    /// <summary>Each connection gives a configuration of its own one of two repositories in turn.</summary>
    private static Func<int, ReadOnlyMemory<byte>> Updates(Service service)
    {
        var bodies = Enumerable.Range(0, 2 * CrowdedConnections).Select(number => HttpBytes.Put(
            new Uri(service.Address, Arm.Configuration(Arm.Cluster(0, number / 2), 0) + Arm.ConfigurationVersion),
            service.Token, Arm.ConfigurationBody(number, hasSecrets: true))).ToArray();
        var sent = new int[CrowdedConnections];
        return connection => bodies[(2 * connection) + (++sent[connection] % 2)];
    }
}
