using System.Net;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Topology;

/// <summary>What docker-compose.yml describes does what it is for.</summary>
public sealed class TopologyTests(RunningTopology topology) : IClassFixture<RunningTopology>, IAsyncLifetime
{
    private readonly Agent _agent = new();
    private readonly string _group = $"g{Guid.NewGuid():N}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => topology.StartAsync();

    public ValueTask DisposeAsync()
    {
        _agent.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_configuration_put_at_any_replica_reaches_the_agent_that_waits_at_any()
    {
        await SetUpClusterAsync("c");
        foreach (var replica in topology.Replicas)
        {
            var waiting = _agent.WaitAsync(topology.Client, Arm.ClusterId(_group, "c"), await CurrentAsync("c"), Cancelled);
            await topology.UntilPollIsHeldAsync();
            var name = $"cfg{replica.AddressOf("http").Port}";
            await replica.Client.SetUpAsync(Arm.Configuration(_group, "c", name), Arm.ConfigurationBody());
            Assert.Contains(name, (await waiting)?.Configurations.Keys ?? []);
        }
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task A_poll_without_news_is_held_to_its_end_and_answered_by_the_service()
    {
        await SetUpClusterAsync("c");
        var etag = await CurrentAsync("c");
        var start = TimeProvider.System.GetTimestamp();
        Assert.Null(await _agent.WaitAsync(topology.Client, Arm.ClusterId(_group, "c"), etag, Cancelled));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(70));
    }

    [Fact]
    public async Task The_next_page_is_under_the_address_that_the_caller_knows()
    {
        foreach (var cluster in (string[])["c1", "c2"]) await SetUpClusterAsync(cluster);
        var page = await topology.Client.FindAsync(Arm.Cluster(_group, "").Replace("/?", "?", StringComparison.Ordinal) + "&$top=1");
        Assert.StartsWith(topology.Url.AbsoluteUri, (string?)page!["nextLink"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_on_is_asked_for_under_the_address_that_the_caller_knows()
    {
        await topology.Client.SetUpAsync(Arm.Group(_group), Arm.GroupBody());
        using var accepted = await topology.Client.DeleteAsync(Arm.Group(_group), Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.StartsWith(topology.Url.AbsoluteUri, accepted.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_calls_is_what_nginx_saw_and_not_what_the_caller_says()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Arm.Group(_group));
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        (await topology.Client.SendAsync(request, Cancelled)).Dispose();
        var record = await Poll.UntilAsync("the record of the request", () => Task.FromResult(
            topology.Replicas.SelectMany(replica => replica.Output.Split('\n')).FirstOrDefault(line => line.Contains(_group, StringComparison.Ordinal))));
        Assert.Contains("\"from\":\"127.0.0.1\"", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replicas_share_documents_keys_and_sign_in()
    {
        await topology.Client.SetUpAsync(Arm.Group(_group), Arm.GroupBody());
        foreach (var replica in topology.Replicas)
        {
            replica.Client.DefaultRequestHeaders.Authorization = topology.Client.DefaultRequestHeaders.Authorization;
            Assert.Equal(_group, (string?)(await replica.Client.FindAsync(Arm.Group(_group)))?["name"]);
        }
    }

    private async Task SetUpClusterAsync(string cluster)
    {
        await topology.Client.SetUpAsync(Arm.Group(_group), Arm.GroupBody());
        await topology.Client.SetUpAsync(Arm.Cluster(_group, cluster), Arm.ClusterBody(_agent.PublicKey));
    }

    /// <summary>The entity tag of what a cluster is to run.</summary>
    private async Task<string?> CurrentAsync(string cluster) =>
        (await _agent.WaitAsync(topology.Client, Arm.ClusterId(_group, cluster), etag: null, Cancelled))?.ETag;
}
