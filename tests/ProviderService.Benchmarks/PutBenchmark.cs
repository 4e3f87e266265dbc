using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>
/// Durable PUTs, updates that change the meaning and creations, beside one thread that commits single rows of the same size to the same
/// disk.
/// </summary>
internal static class PutBenchmark
{
    private const int Connections = 64;

    /// <summary>So many that creations do not fill them.</summary>
    private const int Clusters = 20_000;

    private const double Goal = 1.5;

    /// <summary>A PUT with a secret writes the secret as well, and has to end the one before.</summary>
    private const double GoalWithSecret = 1.0;

    public static Task<Report> RunAsync(Pace pace) => RunAsync(pace, number => Arm.ConfigurationBody(number), "PUT", Goal);

    public static Task<Report> RunWithSecretAsync(Pace pace) => RunAsync(pace, number => Arm.ConfigurationBody(number, hasSecrets: true), "PUT with a secret", GoalWithSecret);

    private static async Task<Report> RunAsync(Pace pace, Func<long, string> body, string what, double goal)
    {
        using var store = await SeededStore.CreateAsync(groups: 1, Clusters, configurationsPerCluster: 1);
        using var commits = new SingleRowCommits(store.Path, store.ConfigurationSize());
        await using var service = await Service.StartAsync(store.Path);

        var report = new Report($"Durable {what} of configurations, {Connections} connections");
        var yardstick = report.Row($"one thread, one row of {commits.RowSize} bytes a commit", "commits/s");
        var latency = report.Row("each commit takes", "ms");
        var updates = new HttpRows(report, "updates", service, Connections, Updates(service, body));
        var creations = new HttpRows(report, "creations", service, Connections, Creations(service, body));
        await pace.AlternateAsync(MeasureCommits, updates.MeasureAsync, creations.MeasureAsync);
        report.AtLeast(report.Ratio("updates / commits", updates.Rate, yardstick), goal);
        report.AtLeast(report.Ratio("creations / commits", creations.Rate, yardstick), goal);
        return report;

        Task MeasureCommits(TimeSpan duration, bool counts)
        {
            var rate = commits.Run(duration);
            if (!counts) return Task.CompletedTask;
            yardstick.Add(rate);
            latency.Add(1000 / rate);
            return Task.CompletedTask;
        }
    }

    /// <summary>Each connection gives a configuration of its own another repository again and again.</summary>
    private static Func<int, ReadOnlyMemory<byte>> Updates(Service service, Func<long, string> body)
    {
        var repository = new int[Connections];
        return connection => Put(service, connection, configuration: 0, body(++repository[connection]));
    }

    /// <summary>Each connection makes the next configuration in every so-many-eth cluster in turn.</summary>
    private static Func<int, ReadOnlyMemory<byte>> Creations(Service service, Func<long, string> body)
    {
        var made = new int[Connections];
        return connection =>
        {
            var number = connection + (Connections * made[connection]++);
            return Put(service, number % Clusters, configuration: 1 + (number / Clusters), body(number));
        };
    }

    private static byte[] Put(Service service, int cluster, int configuration, string body) => HttpBytes.Put(
        new Uri(service.Address, Arm.Configuration(Arm.Cluster(0, cluster), configuration) + Arm.ConfigurationVersion),
        service.Token,
        body);
}
