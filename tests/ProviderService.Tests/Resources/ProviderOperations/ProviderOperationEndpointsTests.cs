using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.ProviderOperations;

/// <summary>The operations lists (contract, section 2.4).</summary>
public sealed class ProviderOperationEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Configurations = "Microsoft.KubernetesConfiguration/sourceControlConfigurations";

    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task The_first_version_reads_before_it_writes_and_knows_no_registration()
    {
        var operations = await ListAsync("Microsoft.KubernetesConfiguration", "2019-11-01-preview");
        Assert.Equal([$"{Configurations}/read", $"{Configurations}/write", $"{Configurations}/delete"], Names(operations));
        Assert.All(operations, operation =>
        {
            Assert.Equal(["name", "display"], Members(operation));
            Assert.Equal(["provider", "resource", "operation", "description"], Members(operation["display"]!));
            Assert.Equal("Microsoft KubernetesConfiguration", (string?)operation["display"]!["provider"]);
            Assert.Equal("sourceControlConfigurations", (string?)operation["display"]!["resource"]);
        });
    }

    [Theory]
    [InlineData("2020-10-01-preview")]
    [InlineData("2021-03-01")]
    public async Task Later_ones_end_with_registration_and_name_operations_in_full(string version)
    {
        var operations = await ListAsync("Microsoft.KubernetesConfiguration", version);
        Assert.Equal(
            [$"{Configurations}/write", $"{Configurations}/read", $"{Configurations}/delete", "Microsoft.KubernetesConfiguration/register/action"],
            Names(operations));
        Assert.All(operations, operation =>
        {
            Assert.Equal(["name", "display", "isDataAction"], Members(operation));
            Assert.Equal(["operation", "resource", "description", "provider"], Members(operation["display"]!));
            Assert.Equal((string?)operation["name"], (string?)operation["display"]!["operation"]);
            Assert.Equal("Microsoft Kubernetes Configuration", (string?)operation["display"]!["provider"]);
            Assert.False((bool)operation["isDataAction"]!);
        });
        Assert.Equal(Configurations, (string?)operations[0]["display"]!["resource"]);
    }

    [Theory]
    [InlineData("2021-05-01-preview")]
    [InlineData("2022-07-01")]
    [InlineData("2023-05-01")]
    public async Task The_latest_ones_say_who_may_carry_them_out(string version)
    {
        var operations = await ListAsync("Microsoft.KubernetesConfiguration", version);
        Assert.Equal(4, operations.Count);
        Assert.All(operations, operation =>
        {
            Assert.Equal(["name", "display", "isDataAction", "origin"], Members(operation));
            Assert.Equal("user,system", (string?)operation["origin"]);
        });
    }

    [Fact]
    public async Task Clusters_have_a_list_of_their_own()
    {
        var operations = await ListAsync("Microsoft.Kubernetes", "2021-10-01");
        Assert.Equal(
            [
                "Microsoft.Kubernetes/connectedClusters/read", "Microsoft.Kubernetes/connectedClusters/write",
                "Microsoft.Kubernetes/connectedClusters/delete", "Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action",
                "Microsoft.Kubernetes/locations/operationStatuses/read", "Microsoft.Kubernetes/register/action",
            ],
            Names(operations));
        Assert.All(operations, operation => Assert.Equal(["name", "display"], Members(operation)));
    }

    [Fact]
    public async Task A_version_after_the_last_is_no_version()
    {
        using var response = await GetAsync("Microsoft.KubernetesConfiguration", "2030-01-01");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("InvalidResourceType", await response.ReadErrorCodeAsync());
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string @namespace, string version)
    {
        using var response = await GetAsync(@namespace, version);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.ReadJsonAsync())["value"]!.AsArray().Select(operation => operation!)];
    }

    private Task<HttpResponseMessage> GetAsync(string @namespace, string version) =>
        _client.GetAsync($"/providers/{@namespace}/operations?api-version={version}", TestContext.Current.CancellationToken);

    private static IEnumerable<string> Names(IEnumerable<JsonNode> operations) => operations.Select(operation => (string)operation["name"]!);

    private static IEnumerable<string> Members(JsonNode node) => node.AsObject().Select(member => member.Key);
}
