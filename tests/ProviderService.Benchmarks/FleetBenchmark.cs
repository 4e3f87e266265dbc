using System.Diagnostics;
using ProviderService.Benchmarks.Fleet;
using ProviderService.Benchmarks.Load;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>Agents by the thousand, which wait for changes of their clusters, and check that they miss none.</summary>
internal static class FleetBenchmark
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(2);

    public static async Task<Report> RunAsync(FleetOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("provider-service-fleet-").FullName;
        try
        {
            return await RunAsync(options, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Report> RunAsync(FleetOptions options, string directory)
    {
        var report = new Report($"A fleet of {options.Agents} agents, {options.Rate} writes a second");
        var memory = options.Url is null && options.Connections == 0 ? await HoldBareAsync(report, options) : (double?)null;
        await using var service = options.Url is null ? await Service.StartAsync(Path.Combine(directory, "data"), options.Connections > 0) : null;
        await using var fleet = await MakeFleetAsync(service, options);
        await fleet.OnboardAsync();
        if (service is null) await ConnectAsync(report, service, fleet, options);
        else await HoldAsync(report, service, fleet, options, memory);
        using var commits = new SingleRowCommits(directory, 2048);
        await WriteAsync(report, fleet, commits, options);
        if (options.Attackers > 0) await AttackAsync(report, service?.Address ?? options.Url!, fleet, commits, options);
        await ChangeAllAsync(report, service, fleet);
        Judge(report, fleet.Journal);
        if (service is null) await fleet.RemoveAsync();
        return report;
    }

    private static async Task<AgentFleet> MakeFleetAsync(Service? service, FleetOptions options)
    {
        if (service is null) return new AgentFleet(options.Url!, (await File.ReadAllTextAsync(options.TokenFile!)).Trim(), options.Ca, options);
        return options.Connections == 0
            ? new AgentFleet(service.Address, service.Token, authority: null, options)
            : new AgentFleet(await service.SecureAddress, service.Token, service.AuthorityPath, options);
    }

    /// <returns>Bytes that a request takes which Kestrel holds.</returns>
    private static async Task<double> HoldBareAsync(Report report, FleetOptions options)
    {
        await using var server = await HoldingServer.StartAsync();
        await using var fleet = new AgentFleet(server.Address, "", authority: null, options);
        var before = await server.SettleAsync();
        fleet.Ask(options.Wait);
        var held = (await server.SettleAsync() - before) / options.Agents;
        report.Row("a held poll, bare Kestrel", "KB", held / 1e3);
        await RenewAsync(report, ", bare Kestrel", server, fleet, options);
        return held;
    }

    /// <summary>What it costs the service to hold the polls of agents, while nothing happens.</summary>
    private static async Task HoldAsync(Report report, Service service, AgentFleet fleet, FleetOptions options, double? bareMemory)
    {
        var before = await service.SettleAsync();
        await ConnectAsync(report, service, fleet, options);
        var held = (await service.SettleAsync() - before) / options.Agents;
        var row = report.Row("a held poll", "KB", held / 1e3);
        if (bareMemory is not { } bare) report.AtMost(row, 25);
        else report.AtMost(report.Row("held poll / bare", "", held / bare), 2);
        var early = fleet.Journal.Renewals;
        report.AtMost(report.Row("CPU between renewals, of one core", "%", 100 * await service.LoadAsync(TimeSpan.FromSeconds(10))), 2);
        report.Row("renewals meanwhile", "", fleet.Journal.Renewals - early);
        report.AtMost(await RenewAsync(report, "", service, fleet, options), 5);
    }

    /// <summary>What it costs a server that every agent asks again once.</summary>
    private static async Task<Series> RenewAsync(Report report, string of, ServerProcess server, AgentFleet fleet, FleetOptions options)
    {
        var (before, used) = (fleet.Journal.Renewals, server.ProcessorTime);
        var load = report.Row($"CPU with renewals{of}, of one core", "%", 100 * await server.LoadAsync(TimeSpan.FromSeconds(options.Wait)));
        AddCost(report, $"each renewal{of}", server, used, fleet.Journal.Renewals - before);
        return load;
    }

    private static async Task ConnectAsync(Report report, Service? service, AgentFleet fleet, FleetOptions options)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), service?.ProcessorTime);
        await fleet.ConnectAsync(options.Wait);
        report.AtMost(report.Row("all connected, signed in and waiting after", "s", Stopwatch.GetElapsedTime(start).TotalSeconds), 10);
        AddCost(report, "each that connects", service, before, options.Agents);
    }

    /// <summary>What the server's processor had to do for each: the steadier figure on a machine that does other things as well.</summary>
    private static void AddCost(Report report, string of, ServerProcess? service, TimeSpan? before, int count)
    {
        if (service is not null) report.Row($"CPU of the server for {of}", "ms", (service.ProcessorTime - before!.Value).TotalMilliseconds / count);
    }

    /// <summary>How soon agents learn of changes, beside what it takes to make one durable, at the same time on the same disk.</summary>
    private static async Task WriteAsync(Report report, AgentFleet fleet, SingleRowCommits commits, FleetOptions options)
    {
        var duration = TimeSpan.FromSeconds(options.Seconds);
        var bare = Task.Run(() => commits.RunPacedAsync(duration));
        await fleet.WriteAsync(options.Rate, duration);
        report.AtMost(report.Row("agents that never got the last write", "", await fleet.CatchUpAsync(LongestCatchUp)), 0);
        var (commit, arrivals) = (await bare, fleet.Journal.TakeArrivals(duration));
        report.Row("changes that arrived", "", arrivals.Count);
        foreach (var (part, goal) in new[] { (0.5, 1.0), (0.9, double.NaN), (0.99, 10.0), (1.0, double.NaN) }) Compare(report, commit, arrivals, part, goal);
    }

    /// <summary>The same again while others attack: the fleet should not notice.</summary>
    private static async Task AttackAsync(Report report, Uri server, AgentFleet fleet, SingleRowCommits commits, FleetOptions options)
    {
        await using var attack = new Attack(server, fleet.Agents[0].Cluster, fleet.Agents[^1].Cluster, options.Attackers);
        report.Row("under attack:", "", options.Attackers);
        await WriteAsync(report, fleet, commits, options);
        report.Row("requests of attackers that were answered", "", attack.Requests);
        report.AtMost(report.Row("those that were let in", "", attack.Successes), 0);
    }

    private static void Compare(Report report, LoadResult commit, LoadResult arrivals, double part, double goal)
    {
        var (bare, whole) = (commit.Percentile(part), arrivals.Percentile(part));
        report.Row($"bare durable commit, p{100 * part}", "ms", bare);
        report.Row($"from PUT to agent, p{100 * part}", "ms", whole);
        var above = report.Row($"above the commit, p{100 * part}", "ms", whole - bare);
        if (!double.IsNaN(goal)) report.AtMost(above, goal);
    }

    private static async Task ChangeAllAsync(Report report, Service? service, AgentFleet fleet)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), service?.ProcessorTime);
        await fleet.WriteAllAsync();
        report.Row("a change of all: written after", "s", Stopwatch.GetElapsedTime(start).TotalSeconds);
        var behind = await fleet.CatchUpAsync(LongestCatchUp);
        var last = fleet.Agents.Max(agent => agent.SeenAt);
        report.AtMost(report.Row("a change of all: agents have it after", "s", Stopwatch.GetElapsedTime(start, last).TotalSeconds), 3);
        AddCost(report, "each change, and its agent", service, before, fleet.Agents.Length);
        report.AtMost(report.Row("a change of all: agents behind", "", behind), 0);
    }

    private static void Judge(Report report, Journal journal)
    {
        report.AtMost(report.Row("states older than what the agent had", "", journal.Regressions), 0);
        report.AtMost(report.Row("errors", "", journal.Errors), 0);
        if (journal.FirstError is { } error) Console.Error.WriteLine($"The first error: {error}");
    }
}
