using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.ConnectedClusters;

/// <summary>What a cluster shows of its agent.</summary>
public sealed class ClusterAgentsTests : IAsyncDisposable
{
    private readonly TestService _service = new();
    private readonly HttpClient _client;

    public ClusterAgentsTests() => _client = _service.SignedIn();

    private ClusterAgents Agents => _service.Services.GetRequiredService<ClusterAgents>();

    private SealedDocuments Documents => _service.Services.GetRequiredService<SealedDocuments>();

    [Fact]
    public async Task A_cluster_whose_agent_never_came_is_connecting()
    {
        var shown = await ShownAsync(await TestCluster.CreateAsync(_client));
        Assert.Equal("Connecting", (string?)shown["connectivityStatus"]);
        Assert.DoesNotContain("lastConnectivityTime", shown);
    }

    [Theory]
    [InlineData(0, "Connected")]
    [InlineData(899, "Connected")]
    [InlineData(900, "Offline")]
    public async Task A_cluster_is_connected_for_15_minutes_after_it_was_heard_of(int seconds, string expected)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await HearAsync(cluster);
        _service.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, (string?)(await ShownAsync(cluster))["connectivityStatus"]);
    }

    [Fact]
    public async Task The_time_of_the_last_sign_of_life_is_shown_to_the_millisecond()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await HearAsync(cluster);
        _service.Time.Advance(TimeSpan.FromMilliseconds(1250.5));
        await HearAsync(cluster);
        Assert.Equal("2040-01-01T00:00:01.25Z", (string?)(await ShownAsync(cluster))["lastConnectivityTime"]);
    }

    [Theory]
    [InlineData(299, "00:00:00")]
    [InlineData(300, "00:05:00")]
    public async Task Signs_of_life_are_stored_every_five_minutes(int seconds, string expected)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await HearAsync(cluster);
        _service.Time.Advance(TimeSpan.FromSeconds(seconds));
        await HearAsync(cluster);
        Assert.Equal(expected, (await StoredAsync(cluster))!.LastHeardAt.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>What this process has not heard, another one has written.</summary>
    [Fact]
    public async Task Another_replica_shows_what_is_stored()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await HearAsync(cluster);
        var other = new ClusterAgents(Documents, Clusters, new ClusterHeartbeats(), _service.Time);
        Assert.Equal(TestService.Start, (await other.OfAsync(IdOf(cluster), await UidAsync(cluster), Cancelled)).LastHeardAt);
    }

    [Fact]
    public async Task What_another_replica_wrote_just_now_is_not_written_again()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await HearAsync(cluster);
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        await new ClusterAgents(Documents, Clusters, new ClusterHeartbeats(), _service.Time).HeardOfAsync(IdOf(cluster), await UidAsync(cluster), Cancelled);
        Assert.Equal(TestService.Start, (await StoredAsync(cluster))!.LastHeardAt);
    }

    [Fact]
    public async Task A_store_that_fails_is_not_the_agents_concern_and_is_tried_again()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        _service.Interception.Matches = key => key.Id == ConnectedClusterKeys.AgentId;
        _service.Interception.BeforeWrite = () => throw new StoreUnavailableException("The disk is away.");
        await HearAsync(cluster);
        Assert.Null(await StoredAsync(cluster));
        await HearAsync(cluster);
        Assert.NotNull(await StoredAsync(cluster));
    }

    [Theory]
    [InlineData("2021-03-01")]
    [InlineData("2024-01-01")]
    public async Task What_the_agent_reports_is_shown_in_the_recorded_order(string version)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await ReportAsync(cluster, new("1.8.14", "1.23.12", 1, 4, "k3s", "generic"));
        var shown = (await GetAsync(cluster, version))["properties"]!.AsObject();
        string[] expected = ["kubernetesVersion", "totalNodeCount", "agentVersion", "totalCoreCount", "lastConnectivityTime"];
        Assert.Equal(expected, shown.Select(member => member.Key).SkipWhile(name => name != "infrastructure").Skip(1));
        Assert.Equal("k3s generic 1.23.12 1 1.8.14 4", string.Join(' ', ((string[])
            ["distribution", "infrastructure", .. expected[..^1]]).Select(name => shown[name]!.ToString())));
    }

    [Fact]
    public async Task What_is_not_told_again_stays()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await ReportAsync(cluster, new(AgentVersion: "1", TotalNodeCount: 3));
        await ReportAsync(cluster, new(AgentVersion: "2"));
        var shown = await ShownAsync(cluster);
        Assert.Equal(("2", 3), ((string?)shown["agentVersion"], (int?)shown["totalNodeCount"]));
    }

    [Fact]
    public async Task A_report_is_a_change_of_the_cluster_by_its_agent()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        await ReportAsync(cluster, new(AgentVersion: "1"));
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        await HearAsync(cluster);
        await ReportAsync(cluster, new(AgentVersion: "1"));
        var data = (await GetAsync(cluster))["systemData"]!;
        Assert.Equal(
            ("agent", "Application", "2040-01-01T00:01:00Z"),
            ((string?)data["lastModifiedBy"], (string?)data["lastModifiedByType"], (string?)data["lastModifiedAt"]));
    }

    [Fact]
    public async Task What_agents_report_leaves_the_entity_tag_of_the_cluster_alone()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var before = await _client.CallAsync(HttpMethod.Get, cluster.Id, TestCluster.ApiVersion);
        await ReportAsync(cluster, new(AgentVersion: "1"));
        using var after = await _client.CallAsync(HttpMethod.Get, cluster.Id, TestCluster.ApiVersion);
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task Lists_show_it_too()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await HearAsync(cluster);
        using var response = await _client.CallAsync(
            HttpMethod.Get, $"{cluster.GroupId}/providers/Microsoft.Kubernetes/connectedClusters", TestCluster.ApiVersion);
        var shown = Assert.Single((await response.ReadJsonAsync())["value"]!.AsArray())!["properties"]!;
        Assert.Equal("Connected", (string?)shown["connectivityStatus"]);
    }

    [Fact]
    public async Task A_cluster_that_is_made_again_is_connecting_again()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await ReportAsync(cluster, new(AgentVersion: "1"));
        await cluster.DeleteAsync();
        await _service.SweepAsync();
        Assert.Null(await StoredAsync(cluster));
        await cluster.CreateAgainAsync();
        var shown = await ShownAsync(cluster);
        Assert.Equal("Connecting", (string?)shown["connectivityStatus"]);
        Assert.DoesNotContain("agentVersion", shown);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_cluster_that_was_deleted_while_its_agent_called()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var uid = await UidAsync(cluster);
        _service.Interception.Matches = key => key.Id == ConnectedClusterKeys.AgentId;
        _service.Interception.BeforeWrite = async () =>
        {
            await cluster.DeleteAsync();
            await _service.SweepAsync();
        };
        await Agents.HeardOfAsync(IdOf(cluster), uid, Cancelled);
        Assert.Null(await StoredAsync(cluster));
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _service.DisposeAsync();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ConnectedClusterStore Clusters => _service.Services.GetRequiredService<ConnectedClusterStore>();

    private async Task HearAsync(TestCluster cluster) => await Agents.HeardOfAsync(IdOf(cluster), await UidAsync(cluster), Cancelled);

    private async Task ReportAsync(TestCluster cluster, ClusterFacts facts) =>
        await Agents.ReportAsync(IdOf(cluster), await UidAsync(cluster), facts, Cancelled);

    private async Task<Guid> UidAsync(TestCluster cluster) => (await Clusters.FindAsync(IdOf(cluster), Cancelled))!.Value.Uid;

    private async Task<ClusterAgentDocument?> StoredAsync(TestCluster cluster) => (await Documents.ReadAsync(
        ConnectedClusterKeys.AgentKeyOf(IdOf(cluster)), DocumentJson.Default.ClusterAgentDocument, Cancelled))?.Value;

    private async Task<JsonObject> ShownAsync(TestCluster cluster) => (await GetAsync(cluster))["properties"]!.AsObject();

    private async Task<JsonNode> GetAsync(TestCluster cluster, string version = TestCluster.ApiVersion)
    {
        using var response = await _client.CallAsync(HttpMethod.Get, cluster.Id, version);
        return await response.EnsureSuccessStatusCode().ReadJsonAsync();
    }

    private static ResourceId IdOf(TestCluster cluster) => ResourceId.Parse(cluster.Id);
}
