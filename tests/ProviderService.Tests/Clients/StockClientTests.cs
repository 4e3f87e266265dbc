using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Clients;

/// <summary>
/// What the stock clients (az and the SDKs) need of any ARM server, point by point. The first point, HTTPS under a CA file, takes a
/// real connection: the system tests of the start have it.
/// </summary>
public sealed class StockClientTests(TestService service) : IClassFixture<TestService>
{
    private const string Newest = "2023-05-01";
    private const string Oldest = "2019-11-01-preview";

    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task Point_2_doubled_slashes_are_one()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await AnswersAsync(HttpStatusCode.OK, HttpMethod.Get, cluster.Id.Replace("/connectedClusters", "//connectedClusters", StringComparison.Ordinal), TestCluster.ApiVersion);
        await AnswersAsync(HttpStatusCode.Created, HttpMethod.Put, $"{cluster.Configurations}//cfg", Newest, "{}");
    }

    [Fact]
    public async Task Point_3_paths_are_routed_without_regard_to_case()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        foreach (var path in new[] { Upper(cluster.Configurations), Lower(cluster.Configurations) })
            await AnswersAsync(HttpStatusCode.OK, HttpMethod.Get, $"{path}/CFG", Newest);
        foreach (var path in new[] { "/subscriptions", "/tenants", "/providers", $"{TestService.Subscription}/providers", $"{cluster.GroupId}/resources" })
            await AnswersAsync(HttpStatusCode.OK, HttpMethod.Get, Upper(path), path is "/subscriptions" or "/tenants" ? "2022-12-01" : "2022-09-01");
    }

    [Fact]
    public async Task Point_3_words_of_a_closed_list_are_taken_in_any_case()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.PutAsync("cfg", """{"operatorType":"flux","operatorScope":"Namespace"}""");
        var properties = (await response.ReadJsonAsync())["properties"]!;
        Assert.Equal(("Flux", "Namespace"), ((string?)properties["operatorType"], (string?)properties["operatorScope"]));
    }

    [Theory]
    [InlineData(Oldest)]
    [InlineData(Newest)]
    public async Task Point_4_configurations_are_written_and_deleted_at_once(string version)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var path = $"{cluster.Configurations}/cfg";
        await AnswersAsync(HttpStatusCode.Created, HttpMethod.Put, path, version, "{}");
        await AnswersAsync(HttpStatusCode.OK, HttpMethod.Put, path, version, "{}");
        await AnswersAsync(HttpStatusCode.OK, HttpMethod.Delete, path, version);
        await AnswersAsync(HttpStatusCode.NoContent, HttpMethod.Delete, path, version);
    }

    [Fact]
    public async Task Point_5_clusters_are_created_with_201_changed_with_200_and_deleted_with_202_or_204()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await AnswersAsync(HttpStatusCode.Created, HttpMethod.Put, cluster.Id + "2", TestCluster.ApiVersion, TestCluster.Body);
        await AnswersAsync(HttpStatusCode.OK, HttpMethod.Put, cluster.Id, TestCluster.ApiVersion, TestCluster.Body);
        await AnswersAsync(HttpStatusCode.OK, HttpMethod.Patch, cluster.Id, TestCluster.ApiVersion, """{"tags":{"a":"b"}}""");
        await AnswersAsync(HttpStatusCode.Accepted, HttpMethod.Delete, cluster.Id, TestCluster.ApiVersion);
        await AnswersAsync(HttpStatusCode.NoContent, HttpMethod.Delete, cluster.Id + "3", TestCluster.ApiVersion);
    }

    [Theory]
    [InlineData("GET", "/nowhere", Newest, null, HttpStatusCode.NotFound)]
    [InlineData("GET", "{configurations}/none", Newest, null, HttpStatusCode.NotFound)]
    [InlineData("PATCH", "{configurations}/cfg", Newest, "{}", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "{configurations}", "2021-01-01", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "{configurations}", "2030-01-01", null, HttpStatusCode.NotFound)]
    [InlineData("PUT", "{configurations}/cfg", Newest, "{", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "{configurations}/cfg", Newest, "[]", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "{configurations}/not.a.name", Newest, "{}", HttpStatusCode.BadRequest)]
    public async Task Point_6_errors_are_json_with_a_code_and_a_message(string method, string path, string version, string? body, HttpStatusCode status)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        path = path.Replace("{configurations}", cluster.Configurations, StringComparison.Ordinal);
        using var response = await _client.CallAsync(new HttpMethod(method), path, version, body);
        Assert.Equal(status, response.StatusCode);
        await AssertErrorAsync(response);
    }

    [Fact]
    public async Task Point_6_so_is_the_error_of_a_caller_without_token()
    {
        using var client = service.CreateClient();
        using var response = await client.CallAsync(HttpMethod.Get, "/subscriptions", "2022-12-01");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        await AssertErrorAsync(response);
    }

    [Theory]
    [InlineData("""{"location":"eastus","properties":{}}""")]
    [InlineData("""{"location":null,"tags":null,"properties":{}}""")]
    [InlineData("""{"id":"/x","name":"y","type":"z","systemData":{"createdAt":7},"properties":{"complianceStatus":[],"provisioningState":false,"repositoryPublicKey":1}}""")]
    [InlineData("""{"unknown":{"a":[1]},"properties":{"unknown":true}}""")]
    public async Task Point_7_what_is_unknown_or_read_only_is_ignored(string body)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await AnswersAsync(HttpStatusCode.Created, HttpMethod.Put, $"{cluster.Configurations}/cfg", Newest, body);
    }

    [Fact]
    public async Task Point_7_a_resource_can_be_put_back_whole()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var created = await cluster.PutAsync("cfg", """{"repositoryUrl":"https://example.org/a","operatorParams":"--git-path=a"}""");
        var resource = await created.ReadTextAsync();
        using var response = await _client.CallAsync(HttpMethod.Put, $"{cluster.Configurations}/cfg", Newest, resource);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(resource, await response.ReadTextAsync());
    }

    [Fact]
    public async Task Point_8_a_creation_can_be_watched_to_its_end()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Put, cluster.Id + "2", TestCluster.ApiVersion, TestCluster.Body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("1", response.Header("Retry-After"));
        var status = await StatusAsync(response.Header("Azure-AsyncOperation"));
        Assert.Equal(("Succeeded", HttpStatusCode.OK), status);
    }

    [Fact]
    public async Task Point_8_a_deletion_can_be_watched_to_its_end()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await _client.CallAsync(HttpMethod.Delete, cluster.Id, TestCluster.ApiVersion);
        Assert.Equal("1", response.Header("Retry-After"));
        Assert.Equal(response.Header("Azure-AsyncOperation"), response.Header("Location"));
        await service.SweepAsync();
        Assert.Equal(("Succeeded", HttpStatusCode.OK), await StatusAsync(response.Header("Azure-AsyncOperation")));
    }

    [Theory]
    [InlineData("GET", "/subscriptions", "2022-12-01", HttpStatusCode.OK)]
    [InlineData("GET", "{subscription}", "2022-12-01", HttpStatusCode.OK)]
    [InlineData("GET", "/tenants", "2022-12-01", HttpStatusCode.OK)]
    [InlineData("GET", "{subscription}/providers/Microsoft.Kubernetes", "2022-09-01", HttpStatusCode.OK)]
    [InlineData("GET", "{subscription}/providers/Microsoft.KubernetesConfiguration", "2021-04-01", HttpStatusCode.OK)]
    [InlineData("POST", "{subscription}/providers/Microsoft.KubernetesConfiguration/register", "2022-09-01", HttpStatusCode.OK)]
    [InlineData("POST", "{subscription}/providers/Microsoft.Kubernetes/register", "2016-02-01", HttpStatusCode.OK)]
    [InlineData("GET", "{subscription}/resourcegroups", "2021-04-01", HttpStatusCode.OK)]
    [InlineData("PUT", "{subscription}/resourcegroups/nine", "2022-09-01", HttpStatusCode.Created, """{"location":"eastus"}""")]
    [InlineData("GET", "{group}", "2021-04-01", HttpStatusCode.OK)]
    [InlineData("HEAD", "{group}", "2021-04-01", HttpStatusCode.NoContent)]
    [InlineData("DELETE", "{group}", "2021-04-01", HttpStatusCode.Accepted)]
    [InlineData("GET", "{subscription}/resources", "2022-09-01&$filter=resourceType eq 'Microsoft.Kubernetes/connectedClusters'", HttpStatusCode.OK)]
    public async Task Point_9_what_clients_need_beyond_the_provider_is_there(string method, string path, string version, HttpStatusCode status, string? body = null)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        path = path.Replace("{subscription}", TestService.Subscription, StringComparison.Ordinal).Replace("{group}", cluster.GroupId, StringComparison.Ordinal);
        await AnswersAsync(status, new HttpMethod(method), path, version, body);
    }

    [Fact]
    public async Task Point_9_the_provider_names_versions_to_choose_from()
    {
        using var response = await _client.CallAsync(HttpMethod.Get, $"{TestService.Subscription}/providers/Microsoft.Kubernetes", "2022-09-01");
        var type = (await response.ReadJsonAsync())["resourceTypes"]!.AsArray().Single(type => (string?)type!["resourceType"] == "connectedClusters");
        var newest = (string)type!["apiVersions"]![0]!;
        await AnswersAsync(HttpStatusCode.OK, HttpMethod.Get, $"{TestService.Subscription}/providers/Microsoft.Kubernetes/connectedClusters", newest);
    }

    [Theory]
    [InlineData("\"true\"", "true")]
    [InlineData("\"false\"", "false")]
    public async Task Point_10_the_first_version_sends_and_expects_a_boolean_as_a_string(string sent, string expected)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.PutAsync("cfg", $$"""{"enableHelmOperator":{{sent}}}""", Oldest);
        Assert.Equal(expected, (await response.ReadJsonAsync())["properties"]!["enableHelmOperator"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/subscriptions", "2022-12-01")]
    [InlineData("/tenants", "2022-12-01")]
    [InlineData("/providers", "2022-09-01")]
    [InlineData("{subscription}/providers", "2022-09-01")]
    [InlineData("{subscription}/resourcegroups", "2021-04-01")]
    [InlineData("{subscription}/resources", "2021-04-01")]
    [InlineData("{subscription}/providers/Microsoft.Kubernetes/connectedClusters", "2021-10-01")]
    [InlineData("{configurations}", Oldest)]
    [InlineData("{configurations}", Newest)]
    [InlineData("/providers/Microsoft.KubernetesConfiguration/operations", Oldest)]
    [InlineData("/providers/Microsoft.KubernetesConfiguration/operations", Newest)]
    [InlineData("/providers/Microsoft.Kubernetes/operations", "2021-10-01")]
    public async Task Point_11_every_list_is_an_object_with_a_value(string path, string version)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        path = path.Replace("{subscription}", TestService.Subscription, StringComparison.Ordinal).Replace("{configurations}", cluster.Configurations, StringComparison.Ordinal);
        using var response = await _client.CallAsync(HttpMethod.Get, path, version);
        Assert.IsType<JsonArray>((await response.ReadJsonAsync())["value"]);
    }

    private async Task AnswersAsync(HttpStatusCode status, HttpMethod method, string path, string version, string? body = null)
    {
        using var response = await _client.CallAsync(method, path, version, body);
        Assert.Equal(status, response.StatusCode);
    }

    private static async Task AssertErrorAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var error = (await response.ReadJsonAsync())["error"]!;
        Assert.NotEmpty((string)error["code"]!);
        Assert.NotEmpty((string)error["message"]!);
    }

    private async Task<(string Status, HttpStatusCode Code)> StatusAsync(string? url)
    {
        var path = url!.Replace(TestService.PublicUrl, "", StringComparison.Ordinal);
        using var response = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return ((await response.ReadJsonAsync())["status"]!.GetValue<string>(), response.StatusCode);
    }

    private static string Upper(string path) => path.ToUpperInvariant();

    private static string Lower(string path) => path.ToLowerInvariant();
}
