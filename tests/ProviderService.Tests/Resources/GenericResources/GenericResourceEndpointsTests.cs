using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.GenericResources;

public sealed class GenericResourceEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Version = "2021-04-01";

    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task A_cluster_is_listed_with_what_all_types_have()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Get, $"{cluster.GroupId}/resources", Version);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.ReadJsonAsync();
        var principal = body["value"]![0]!["identity"]!["principalId"];
        Assert.Equal(
            $$$"""{"value":[{"id":"{{{cluster.Id}}}","name":"C1","type":"Microsoft.Kubernetes/connectedClusters","location":"eastus","identity":{"principalId":"{{{principal}}}","tenantId":"00000000-0000-0000-0000-000000000000","type":"SystemAssigned"}}]}""",
            await response.ReadTextAsync());
    }

    [Fact]
    public async Task More_is_told_on_request()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var resource = (await ListAsync($"{cluster.GroupId}/resources", "&$expand=createdTime,changedTime,provisioningState,unknown"))[0]!;
        Assert.Equal("2040-01-01T00:00:00Z", (string?)resource["createdTime"]);
        Assert.Equal("2040-01-01T00:00:00Z", (string?)resource["changedTime"]);
        Assert.Equal("Succeeded", (string?)resource["provisioningState"]);
    }

    [Fact]
    public async Task A_subscription_lists_what_its_groups_list()
    {
        var (one, two) = (await TestCluster.CreateAsync(_client), await TestCluster.CreateAsync(_client));
        var ids = (await ListAsync($"{TestService.Subscription}/resources")).Select(resource => (string)resource!["id"]!).ToList();
        Assert.Contains(one.Id, ids);
        Assert.Contains(two.Id, ids);
    }

    [Fact]
    public async Task A_type_can_be_asked_for()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        Assert.Single(await ListAsync($"{cluster.GroupId}/resources", "&$filter=resourceType eq 'Microsoft.Kubernetes/connectedClusters'"));
        Assert.Empty(await ListAsync($"{cluster.GroupId}/resources", "&$filter=resourceType eq 'Microsoft.Compute/disks'"));
    }

    [Fact]
    public async Task Configurations_are_no_tracked_resources()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        Assert.Single(await ListAsync($"{cluster.GroupId}/resources"));
    }

    [Fact]
    public async Task A_group_can_be_asked_for()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var group = cluster.GroupId[(cluster.GroupId.LastIndexOf('/') + 1)..];
        var found = await ListAsync($"{TestService.Subscription}/resources", $"&$filter=resourceGroup eq '{group}' and name eq 'c1'");
        Assert.Equal(cluster.Id, (string?)Assert.Single(found)!["id"]);
    }

    [Theory]
    [InlineData("$filter=kind eq 'a'", "InvalidFilterInQueryString")]
    [InlineData("$top=none", "InvalidTopInQueryString")]
    [InlineData("$skipToken=made-up", "InvalidSkipToken")]
    public async Task What_cannot_be_done_is_refused(string query, string code)
    {
        using var response = await _client.CallAsync(HttpMethod.Get, $"{TestService.Subscription}/resources", $"{Version}&{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await response.ReadErrorCodeAsync());
    }

    [Theory]
    [InlineData(TestService.Subscription + "/resourceGroups/none/resources", "ResourceGroupNotFound")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/resources", "SubscriptionNotFound")]
    public async Task What_is_not_there_has_no_resources(string path, string code)
    {
        using var response = await _client.CallAsync(HttpMethod.Get, path, Version);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(code, await response.ReadErrorCodeAsync());
    }

    private async Task<JsonArray> ListAsync(string path, string query = "")
    {
        using var response = await _client.CallAsync(HttpMethod.Get, path, Version + query);
        return (await response.EnsureSuccessStatusCode().ReadJsonAsync())["value"]!.AsArray();
    }
}
