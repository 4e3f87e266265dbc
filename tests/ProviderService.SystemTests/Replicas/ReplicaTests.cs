using System.Collections.Concurrent;
using System.Globalization;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Replicas;

/// <summary>Two replicas as processes of their own on one Cosmos DB and one vault: what one writes, the agents at the other get.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private const int Clusters = 8;

    /// <summary>The pump of the other replica looks once a second.</summary>
    private static readonly TimeSpan LongestWake = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentQueue<TimeSpan> _latencies = new();
    private AzureServers _servers = null!;
    private ServiceProcess[] _replicas = [];

    public async ValueTask InitializeAsync()
    {
        _servers = await AzureServers.StartAsync();
        _replicas = await _servers.StartReplicasAsync(2);
    }

    public async ValueTask DisposeAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
    }

    [Fact]
    public async Task Two_that_start_at_once_on_an_empty_store_make_one_key_ring_and_one_signing_key()
    {
        var rings = await Task.WhenAll(_replicas.Select(replica => replica.Client.FindAsync("/admin/v1/keys")));
        Assert.Equal((string)Assert.Single(rings[0]!["value"]!.AsArray())!["id"]!, (string)Assert.Single(rings[1]!["value"]!.AsArray())!["id"]!);

        (_replicas[0].Client.DefaultRequestHeaders.Authorization, _replicas[1].Client.DefaultRequestHeaders.Authorization) =
            (_replicas[1].Client.DefaultRequestHeaders.Authorization, _replicas[0].Client.DefaultRequestHeaders.Authorization);
        await _replicas[0].Client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        Assert.NotNull(await _replicas[1].Client.FindAsync(Arm.Group("g")));
    }

    [Fact]
    public Task Agents_at_one_get_every_write_at_the_other_in_order() => RunAsync(320);

    [Fact]
    [Trait("Run", "full")]
    public async Task Agents_at_one_get_ten_thousand_writes_at_the_other_in_order_and_in_time()
    {
        await RunAsync(10_000);
        Assert.InRange(Percentile(99), TimeSpan.Zero, LongestWake);
    }

    [Fact]
    public async Task A_replica_that_is_killed_loses_nothing_and_its_agents_move_over()
    {
        var moves = await RunAsync(320, _replicas[1].KillAsync);
        Assert.True(moves >= Clusters / 2, $"Only {moves} callers moved.");
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task The_purge_goes_on_when_the_replica_that_held_its_lease_is_killed()
    {
        await Task.WhenAll(_replicas[0].KillAsync(), _replicas[1].KillAsync());
        var holder = (await _servers.StartReplicasAsync(1))[0];
        await PurgeRunsAsync(holder, 1);
        var other = (await _servers.StartReplicasAsync(1))[0];
        await PurgeRunsAsync(other, 1);
        await holder.KillAsync();
        await PurgeRunsAsync(other, 2);
    }

    private static Task PurgeRunsAsync(ServiceProcess replica, int count) => Poll.UntilAsync($"{count} runs of the purge", async () =>
    {
        var metrics = await replica.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var line = metrics.Split('\n').FirstOrDefault(line => line.StartsWith("providerservice_secrets_purge_duration_seconds_count", StringComparison.Ordinal));
        return line is not null && double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) >= count;
    });

    /// <summary>Half of the clusters are written at one replica and polled at the other, the other half the other way round.</summary>
    /// <returns>How often somebody moved to another replica.</returns>
    private async Task<int> RunAsync(int writes, Func<Task>? halfway = null)
    {
        var replicas = new ReplicaSet(_replicas);
        var clusters = Enumerable.Range(0, Clusters).Select(number => new ReplicatedCluster($"cluster-{number}", _latencies)).ToList();
        foreach (var cluster in clusters) await cluster.CreateAsync(_replicas[0].Client);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var agents = clusters.Select((cluster, number) => cluster.FollowAsync(replicas.From(number + 1), end.Token)).ToList();
        var middle = new TaskCompletionSource();
        var left = writes;
        var writers = clusters.Select((cluster, number) => cluster.WriteAsync(replicas.From(number), writes / Clusters, Count)).ToList();
        if (halfway is not null)
        {
            await middle.Task;
            await halfway();
        }

        await Task.WhenAll(writers);
        await Poll.UntilAsync("the agents to have everything", () => Task.FromResult(agents.Exists(agent => agent.IsCompleted) || clusters.TrueForAll(cluster => cluster.IsComplete)));
        await end.CancelAsync();
        await Task.WhenAll(agents).ContinueWith(all => Assert.False(all.IsFaulted, all.Exception?.ToString()), TaskScheduler.Default);
        await VerifyAsync(clusters, halfway is null ? _replicas : [_replicas[0], .. await _servers.StartReplicasAsync(1)]);
        Report(writes, replicas.Moves);
        return replicas.Moves;

        void Count()
        {
            if (Interlocked.Decrement(ref left) == writes / 2) middle.SetResult();
        }
    }

    private static async Task VerifyAsync(List<ReplicatedCluster> clusters, ServiceProcess[] replicas)
    {
        foreach (var cluster in clusters)
        {
            foreach (var replica in replicas) await cluster.VerifyAsync(replica.Client);
            cluster.Dispose();
        }
    }

    private TimeSpan Percentile(int percent) => _latencies.Order().ElementAt(Math.Min(_latencies.Count - 1, _latencies.Count * percent / 100));

    private void Report(int writes, int moves) => TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{writes} writes; from an answered write to its agent at the other replica p50 {Percentile(50).TotalMilliseconds:F0} ms, p99 {Percentile(99).TotalMilliseconds:F0} ms, longest {Percentile(100).TotalMilliseconds:F0} ms; {moves} moves"));
}
