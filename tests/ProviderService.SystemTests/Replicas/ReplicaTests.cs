using System.Globalization;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Replicas;

/// <summary>Two replicas as processes of their own on one Cosmos DB and one vault: what one writes, the agents at the other get.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    /// <summary>The pump of the other replica looks once a second.</summary>
    private static readonly TimeSpan LongestWake = TimeSpan.FromSeconds(1.5);

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
    public async Task Agents_at_one_get_every_write_at_the_other_in_order()
    {
        using var load = await RunAsync(320);
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task Agents_at_one_get_ten_thousand_writes_at_the_other_in_order_and_in_time()
    {
        using var load = await RunAsync(10_000);
        Assert.InRange(load.Wakes.Percentile(99), TimeSpan.Zero, LongestWake);
    }

    [Fact]
    public async Task A_replica_that_is_killed_loses_nothing_and_its_agents_move_over()
    {
        using var load = new ReplicaLoad(_replicas);
        await load.CreateAsync();
        await load.RunAsync(320, _replicas[1].KillAsync);
        await load.VerifyAsync([_replicas[0], .. await _servers.StartReplicasAsync(1)]);
        Assert.InRange(load.Moves, ReplicaLoad.Clusters, int.MaxValue);
        Report($"{load}");
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
    private async Task<ReplicaLoad> RunAsync(int writes)
    {
        var load = new ReplicaLoad(_replicas);
        await load.CreateAsync();
        await load.RunAsync(writes);
        await load.VerifyAsync(_replicas);
        Report($"{writes} writes: {load}");
        return load;
    }

    private static void Report(string figures) => TestContext.Current.TestOutputHelper!.WriteLine(figures);
}
