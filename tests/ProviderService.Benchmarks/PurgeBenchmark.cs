using System.Globalization;
using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>100,000 secrets that are due when the service starts, purged while callers write; the same writes of the same service afterwards.</summary>
internal static class PurgeBenchmark
{
    private const int Clusters = 5_000;
    private const int ConfigurationsPerCluster = 20;
    private const int Secrets = Clusters * ConfigurationsPerCluster;

    private const int Connections = 4;
    private const string Purged = "providerservice_secrets_purged_total";

    public static async Task<Report> RunAsync(Pace pace)
    {
        var report = new Report($"{Secrets} secrets due at once, {Connections} connections that write meanwhile");
        var rate = report.Row("secrets purged", "1/s");
        var (during, afterwards) = (new Writes(report, "writes during the purge"), new Writes(report, "writes afterwards"));
        for (var round = 0; round < Math.Min(pace.Rounds, 3); round++)
        {
            using var store = await SeededStore.CreateWithSecretsAsync(Clusters, ConfigurationsPerCluster, life: TimeSpan.FromSeconds(1));
            await using var service = await Service.StartAsync(store.Path);
            var (before, start) = (await CountAsync(service), TimeProvider.System.GetTimestamp());
            var load = new HttpLoad(Connections).RunAsync(service.Address, TimeSpan.FromSeconds(pace.Seconds), Put(service));
            while (await CountAsync(service) < Secrets) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            rate.Add((Secrets - before) / TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            during.Add(await load);
            afterwards.Add(await new HttpLoad(Connections).RunAsync(service.Address, TimeSpan.FromSeconds(pace.Seconds), Put(service)));
        }
        return report;
    }

    /// <summary>Each connection gives a configuration without secrets another repository again and again.</summary>
    private static Func<int, ReadOnlyMemory<byte>> Put(Service service)
    {
        var turns = new int[Connections];
        return connection => HttpBytes.Put(
            new Uri(service.Address, Arm.Configuration(Arm.Cluster(0, connection), ConfigurationsPerCluster) + Arm.ConfigurationVersion),
            service.Token, Arm.ConfigurationBody(turns[connection]++));
    }

    private static async Task<double> CountAsync(Service service)
    {
        var page = await service.Client.GetStringAsync("/metrics");
        var line = page.Split('\n').FirstOrDefault(line => line.StartsWith(Purged, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private sealed class Writes(Report report, string name)
    {
        private readonly Series _rate = report.Row(name, "req/s");
        private readonly Series _most = report.Row($"{name}: 99 % within", "ms");
        private readonly Series _all = report.Row($"{name}: the longest", "ms");

        public void Add(LoadResult result)
        {
            _rate.Add(result.Rate);
            _most.Add(result.Percentile(0.99));
            _all.Add(result.Percentile(1));
        }
    }
}
