using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.Providers;

/// <summary>The provider document (contract, section 5).</summary>
public sealed class ProviderEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Configuration = TestService.Subscription + "/providers/Microsoft.KubernetesConfiguration";
    private const string Version = "?api-version=2021-04-01";

    private readonly HttpClient _client = service.SignedIn();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_has_its_members_in_the_recorded_order()
    {
        var document = await GetAsync(Configuration);
        Assert.Equal(["id", "namespace", "authorizations", "resourceTypes", "registrationState", "registrationPolicy"], Members(document));
        Assert.Equal(["applicationId", "roleDefinitionId"], Members(document["authorizations"]![0]!));
        Assert.Equal(["resourceType", "locations", "apiVersions", "defaultApiVersion", "capabilities"], Members(document["resourceTypes"]![0]!));
        Assert.Equal(["resourceType", "locations", "apiVersions", "capabilities"], Members(document["resourceTypes"]![1]!));
    }

    [Fact]
    public async Task Configurations_are_documented_as_recorded()
    {
        var document = await GetAsync(Configuration);
        Assert.Equal(Configuration, (string?)document["id"]);
        Assert.Equal("Microsoft.KubernetesConfiguration", (string?)document["namespace"]);
        Assert.Equal(5, document["authorizations"]!.AsArray().Count);
        Assert.Equal(("Registered", "RegistrationRequired"), ((string?)document["registrationState"], (string?)document["registrationPolicy"]));
        var type = document["resourceTypes"]![0]!;
        Assert.Equal("sourceControlConfigurations", (string?)type["resourceType"]);
        Assert.Equal(
            ["2023-05-01", "2022-11-01", "2022-07-01", "2022-03-01", "2021-03-01", "2020-10-01-preview", "2020-07-01-preview", "2019-11-01-preview"],
            Texts(type["apiVersions"]));
        Assert.Equal(("2022-03-01", "SupportsExtension"), ((string?)type["defaultApiVersion"], (string?)type["capabilities"]));
        Assert.Equal(39, type["locations"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("Microsoft.KubernetesConfiguration", "sourceControlConfigurations", "operations")]
    [InlineData("Microsoft.Kubernetes", "connectedClusters", "locations/operationStatuses", "Operations")]
    public async Task A_document_lists_what_this_service_has(string @namespace, params string[] types)
    {
        var document = await GetAsync($"{TestService.Subscription}/providers/{@namespace}");
        Assert.Equal(types, document["resourceTypes"]!.AsArray().Select(type => (string)type!["resourceType"]!));
    }

    [Fact]
    public async Task A_namespace_is_found_in_any_case_and_answered_in_its_own()
    {
        var document = await GetAsync(Configuration.ToUpperInvariant());
        Assert.Equal("Microsoft.KubernetesConfiguration", (string?)document["namespace"]);
    }

    [Fact]
    public async Task The_list_has_every_provider()
    {
        var list = await GetAsync($"{TestService.Subscription}/providers");
        Assert.Equal(
            ["Microsoft.KubernetesConfiguration", "Microsoft.Kubernetes", "Microsoft.Resources", "Microsoft.Authorization"],
            list["value"]!.AsArray().Select(provider => (string)provider!["namespace"]!));
    }

    [Fact]
    public async Task Outside_of_a_subscription_a_document_says_nothing_of_registration()
    {
        Assert.Equal(["namespace", "resourceTypes"], Members(await GetAsync("/providers/Microsoft.Kubernetes")));
        Assert.Equal(["namespace", "resourceTypes"], Members((await GetAsync("/providers"))["value"]![0]!));
    }

    [Theory]
    [InlineData(TestService.Subscription + "/providers/Microsoft.Compute", "InvalidResourceNamespace")]
    [InlineData("/providers/Microsoft.Compute", "InvalidResourceNamespace")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Kubernetes", "SubscriptionNotFound")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111/providers", "SubscriptionNotFound")]
    public async Task What_is_not_there_is_not_found(string path, string code)
    {
        using var response = await _client.GetAsync(path + Version, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(code, await response.ReadErrorCodeAsync());
    }

    [Fact]
    public async Task Every_version_that_clusters_have_is_documented()
    {
        var document = await GetAsync($"{TestService.Subscription}/providers/Microsoft.Kubernetes");
        Assert.Equal(
            ConnectedClusterType.Instance.Versions.Select(version => version.Version.ToString()).Reverse(),
            Texts(document["resourceTypes"]![0]!["apiVersions"]));
    }

    private async Task<JsonObject> GetAsync(string path)
    {
        using var response = await _client.GetAsync(path + Version, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.ReadJsonAsync();
    }

    private static IEnumerable<string> Members(JsonNode node) => node.AsObject().Select(member => member.Key);

    private static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(item => (string)item!);
}
