using System.Text.Json.Nodes;

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

    private async Task<JsonObject> ReadAsync(string document)
    {
        using var response = await _client.GetAsync($"/swagger/{document}/swagger.json", TestContext.Current.CancellationToken);
        return await response.EnsureSuccessStatusCode().ReadJsonAsync();
    }
}
