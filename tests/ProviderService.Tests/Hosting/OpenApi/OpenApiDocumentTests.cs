using System.Text.Json.Nodes;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Hosting.OpenApi;

public sealed class OpenApiDocumentTests(TestService service) : IClassFixture<TestService>
{
    private readonly HttpClient _client = service.CreateClient();

    [Theory]
    [InlineData("resourceGroups-2021-04-01", "/subscriptions/{subscriptionId}/resources", "$filter", "$top", "$expand")]
    [InlineData("resourceGroups-2021-04-01", "/subscriptions/{subscriptionId}/resourcegroups", "$filter", "$top")]
    [InlineData("connectedClusters-2024-01-01", "/subscriptions/{subscriptionId}/providers/Microsoft.Kubernetes/connectedClusters", "$top")]
    [InlineData("sourceControlConfigurations-2023-05-01", "/providers/Microsoft.KubernetesConfiguration/operations")]
    public async Task A_list_is_documented_with_what_it_takes_and_how_it_goes_on(string document, string path, params string[] parameters)
    {
        var operation = (await ReadAsync(document))["paths"]![path]!["get"]!;
        var inQuery = operation["parameters"]!.AsArray().Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => (string)parameter!["name"]!);
        Assert.Equal(["api-version", .. parameters], inQuery);
        Assert.Equal("nextLink", (string?)operation["x-ms-pageable"]!["nextLinkName"]);
    }

    [Theory]
    [InlineData("subscriptions-2022-12-01", "/subscriptions", "/subscriptions/{subscriptionId}", "/tenants")]
    [InlineData("resourceGroups-2022-09-01", "/providers", "/subscriptions/{subscriptionId}/providers/{resourceProviderNamespace}/register")]
    public async Task What_surrounds_the_resources_is_documented_with_them(string document, params string[] paths)
    {
        var documented = (await ReadAsync(document))["paths"]!.AsObject().Select(path => path.Key).ToHashSet();
        Assert.Superset(paths.ToHashSet(), documented);
    }

    [Fact]
    public async Task What_agents_call_is_documented_without_an_api_version()
    {
        var paths = (await ReadAsync("agent-v1"))["paths"]!.AsObject();
        Assert.Equal(["desiredState", "ping", "status"], paths.Select(path => path.Key.Split('/')[^1]).Order());
        Assert.DoesNotContain("api-version", paths.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_a_report_can_be_sent()
    {
        using var pair = new ClusterKeyPair();
        using var agent = await TestAgent.CreateAsync(service, pair);
        var document = await ReadAsync("agent-v1");
        var status = document["paths"]!.AsObject().Single(path => path.Key.EndsWith("/status", StringComparison.Ordinal)).Value!["post"]!;
        using var response = await agent.ReportAsync(status["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString());
        Assert.Equal(System.Net.HttpStatusCode.NoContent, response.StatusCode);
    }

    /// <summary>The schema is written for people; what it names, the service has to read.</summary>
    [Fact]
    public async Task Every_member_of_a_report_that_is_documented_is_read()
    {
        using var pair = new ClusterKeyPair();
        using var agent = await TestAgent.CreateAsync(service, pair);
        var schemas = (await ReadAsync("agent-v1"))["components"]!["schemas"]!;
        var members = schemas["AgentReport"]!["properties"]!.AsObject().Select(member => member.Key);
        var faulty = new JsonObject(members.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject())));
        using var response = await agent.ReportAsync(faulty.ToJsonString());
        var named = (await response.ReadJsonAsync())["error"]!["details"]!.AsArray().Select(detail => (string)detail!["target"]!);
        Assert.Equal(members.Order(), named.Order());
    }

    private async Task<JsonObject> ReadAsync(string document)
    {
        using var response = await _client.GetAsync($"/swagger/{document}/swagger.json", TestContext.Current.CancellationToken);
        return await response.EnsureSuccessStatusCode().ReadJsonAsync();
    }
}
