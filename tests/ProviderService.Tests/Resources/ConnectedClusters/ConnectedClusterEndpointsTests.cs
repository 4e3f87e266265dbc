using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.ConnectedClusters;

/// <summary>The life of a connected cluster (contract, section 11).</summary>
public sealed class ConnectedClusterEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Oldest = "2021-03-01";
    private const string Newest = "2024-01-01";

    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task A_creation_is_a_long_running_operation_that_is_over_at_once()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var created = await PutAsync(Path(cluster, "c2"), Body("kube"));
        Assert.Equal((HttpStatusCode.Created, "1"), (created.StatusCode, created.Header("Retry-After")));
        Assert.Equal("Accepted", (string?)(await created.ReadJsonAsync())["properties"]!["provisioningState"]);

        using var status = await _client.GetAsync(new Uri(created.Header("Azure-AsyncOperation")!).PathAndQuery, TestContext.Current.CancellationToken);
        var operation = await status.ReadJsonAsync();
        Assert.Equal((HttpStatusCode.OK, "Succeeded"), (status.StatusCode, (string?)operation["status"]));
        Assert.Equal(["id", "name", "resourceId", "status", "startTime", "endTime", "properties"], operation.Select(member => member.Key));
    }

    [Fact]
    public async Task The_recorded_order_of_members_is_kept()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await PutAsync(Path(cluster, "c2"), Body("kube"));
        var body = await response.ReadJsonAsync();
        Assert.Equal(["id", "name", "type", "location", "tags", "systemData", "identity", "properties"], body.Select(member => member.Key));
        Assert.Equal(
            ["provisioningState", "connectivityStatus", "agentPublicKeyCertificate", "distribution", "infrastructure"],
            body["properties"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Times_end_in_Z_and_the_caller_is_named()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var data = (await GetAsync(cluster.Id))["systemData"]!;
        Assert.Equal("admin@local", (string?)data["createdBy"]);
        Assert.EndsWith("Z", (string?)data["createdAt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_put_over_an_existing_cluster_is_200_and_keeps_its_identity()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var before = await GetAsync(cluster.Id);
        using var response = await PutAsync(cluster.Id, Body("kube"));
        var after = await response.ReadJsonAsync();
        Assert.Equal((HttpStatusCode.OK, "Succeeded"), (response.StatusCode, (string?)after["properties"]!["provisioningState"]));
        Assert.Null(response.Header("Azure-AsyncOperation"));
        Assert.Equal((string?)before["identity"]!["principalId"], (string?)after["identity"]!["principalId"]);
    }

    [Fact]
    public async Task A_put_in_an_older_version_keeps_what_that_version_does_not_know()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var newer = Body("kube");
        newer["properties"]!["azureHybridBenefit"] = "True";
        newer["properties"]!["arcAgentProfile"] = new JsonObject { ["agentAutoUpgrade"] = "Disabled" };
        newer["properties"]!["aadProfile"] = new JsonObject { ["enableAzureRBAC"] = true, ["adminGroupObjectIDs"] = new JsonArray("g1") };
        using var written = await PutAsync(cluster.Id, newer, Newest);
        using var rewritten = await PutAsync(cluster.Id, Body("other"), Oldest);
        var properties = (await GetAsync(cluster.Id, Newest))["properties"]!;
        Assert.Equal(("True", "Disabled", "other"), ((string?)properties["azureHybridBenefit"], (string?)properties["arcAgentProfile"]!["agentAutoUpgrade"], (string?)properties["distribution"]));
        Assert.Equal("g1", (string?)properties["aadProfile"]!["adminGroupObjectIDs"]![0]);
    }

    [Fact]
    public async Task A_patch_changes_tags_and_leaves_the_rest()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Patch, cluster.Id, Oldest, """{"tags":{"a":"b"}}""");
        var patched = await response.ReadJsonAsync();
        Assert.Equal((HttpStatusCode.OK, "b", "MA=="), (response.StatusCode, (string?)patched["tags"]!["a"], (string?)patched["properties"]!["agentPublicKeyCertificate"]));
    }

    [Fact]
    public async Task A_patch_of_2024_changes_the_hybrid_benefit()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Patch, cluster.Id, Newest, """{"properties":{"azureHybridBenefit":"True"}}""");
        Assert.Equal("True", (string?)(await response.ReadJsonAsync())["properties"]!["azureHybridBenefit"]);
    }

    [Fact]
    public async Task Every_missing_member_is_named_at_once()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Put, Path(cluster, "c2"), Oldest, "{}");
        var details = (await response.ReadJsonAsync())["error"]!["details"]!.AsArray();
        Assert.Equal(
            ["identity.type", "location", "properties.agentPublicKeyCertificate"], details.Select(detail => (string?)detail!["target"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_is_no_key_is_stored_as_it_is()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        Assert.Equal("MA==", (string?)(await GetAsync(cluster.Id))["properties"]!["agentPublicKeyCertificate"]);
    }

    [Fact]
    public async Task Clusters_are_listed_by_group_and_by_subscription()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        foreach (var scope in new[] { cluster.GroupId, TestService.Subscription })
            Assert.Contains(cluster.Id, await ListAsync(scope), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_cluster_credential_is_refused_honestly()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Post, $"{cluster.Id}/listClusterUserCredential", TestCluster.ApiVersion, "{}");
        Assert.Equal((HttpStatusCode.BadRequest, "ClusterConnectNotSupported"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task A_cluster_cannot_move()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var body = Body("kube");
        body["location"] = "westus";
        using var response = await PutAsync(cluster.Id, body);
        Assert.Equal((HttpStatusCode.Conflict, "InvalidResourceLocation"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task Deleting_a_missing_cluster_is_204()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Delete, Path(cluster, "c2"), Oldest);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private static string Path(TestCluster cluster, string name) => cluster.Id.Replace("/C1", $"/{name}", StringComparison.Ordinal);

    private static JsonObject Body(string distribution) => new()
    {
        ["location"] = "eastus",
        ["tags"] = new JsonObject { ["a"] = "b" },
        ["identity"] = new JsonObject { ["type"] = "SystemAssigned" },
        ["properties"] = new JsonObject { ["agentPublicKeyCertificate"] = "", ["distribution"] = distribution, ["infrastructure"] = "generic" },
    };

    private Task<HttpResponseMessage> PutAsync(string path, JsonObject body, string version = Oldest) =>
        _client.CallAsync(HttpMethod.Put, path, version, body.ToJsonString());

    private async Task<JsonObject> GetAsync(string path, string version = Oldest)
    {
        using var response = await _client.CallAsync(HttpMethod.Get, path, version);
        return await response.EnsureSuccessStatusCode().ReadJsonAsync();
    }

    private async Task<IEnumerable<string?>> ListAsync(string scope)
    {
        var list = await GetAsync($"{scope}/providers/Microsoft.Kubernetes/connectedClusters");
        return list["value"]!.AsArray().Select(item => (string?)item!["id"]);
    }
}
