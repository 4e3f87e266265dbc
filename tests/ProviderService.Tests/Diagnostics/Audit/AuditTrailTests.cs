using System.Net;
using System.Net.Http.Headers;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Diagnostics.Audit;

public sealed class AuditTrailTests : IAsyncDisposable
{
    private const string Configurations = "Microsoft.KubernetesConfiguration/sourceControlConfigurations";

    private readonly TestService _service = new();
    private readonly HttpClient _client;

    public AuditTrailTests() => _client = _service.SignedIn();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_write_leaves_one_record_of_who_did_what_with_which_result()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var before = _service.Audit().Count;
        using var response = await cluster.PutAsync("cfg");
        var record = Assert.Single(_service.Audit().Skip(before));
        Assert.Equal(
            $$"""
            {"time":"2040-01-01T00:00:00Z","action":"{{Configurations}}/write","scope":"{{cluster.Configurations}}/cfg","result":"Succeeded","status":201,
            "caller":{"name":"admin@local","objectId":"00000000-0000-0000-0000-000000000001","tenantId":"00000000-0000-0000-0000-000000000000"},
            "requestId":"{{response.Header("x-ms-request-id")}}","correlationId":"{{response.Header("x-ms-correlation-request-id")}}"}
            """.ReplaceLineEndings(""),
            record.ToJsonString());
    }

    [Fact]
    public async Task Each_kind_of_write_has_the_name_that_roles_give_it()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        await cluster.DeleteAsync("cfg");
        await cluster.SendAsync(HttpMethod.Patch, cluster.Id, TestCluster.ApiVersion, "{}");
        await cluster.SendAsync(HttpMethod.Post, $"{cluster.Id}/listClusterUserCredential", TestCluster.ApiVersion, "{}");
        await cluster.DeleteAsync();
        Assert.Equal(
            [
                "Microsoft.Resources/subscriptions/resourceGroups/write 201", "Microsoft.Kubernetes/connectedClusters/write 201", $"{Configurations}/write 201",
                $"{Configurations}/delete 200", "Microsoft.Kubernetes/connectedClusters/write 200",
                "Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action 400", "Microsoft.Kubernetes/connectedClusters/delete 202",
            ],
            _service.Audit().Select(record => $"{record["action"]} {record["status"]}"));
    }

    [Fact]
    public async Task An_operation_is_recorded_at_the_resource_that_it_is_done_to()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.SendAsync(HttpMethod.Post, $"{cluster.Id}/listClusterUserCredential", TestCluster.ApiVersion, "{}");
        Assert.Equal(cluster.Id, (string?)_service.Audit()[^1]["scope"]);
    }

    [Fact]
    public async Task A_write_that_is_refused_is_recorded_with_its_code()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.PutAsync("cfg", """{"operatorType":"marker-77"}""");
        var record = _service.Audit()[^1];
        Assert.Equal((400, "Refused", "ValidationFailed"), ((int)record["status"]!, (string?)record["result"], (string?)record["code"]));
    }

    [Fact]
    public async Task A_write_that_fails_is_recorded_as_such()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        _service.Interception.BeforeWrite = () => throw new InvalidOperationException("the store broke");
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal((500, "Failed"), ((int)_service.Audit()[^1]["status"]!, (string?)_service.Audit()[^1]["result"]));
    }

    [Fact]
    public async Task Who_changes_the_key_of_a_cluster_is_recorded_with_both_thumbprints()
    {
        using var before = new ClusterKeyPair();
        using var after = new ClusterKeyPair();
        var cluster = await TestCluster.CreateAsync(_client, before.PublicKey);
        await cluster.CreateAgainAsync(after.PublicKey);
        await cluster.CreateAgainAsync(after.PublicKey);
        Assert.Equal(
            [$$"""{"publicKey":"{{before.Thumbprint}}"}""", $$"""{"previousPublicKey":"{{before.Thumbprint}}","publicKey":"{{after.Thumbprint}}"}""", null],
            _service.Audit().Skip(1).Select(record => record["details"]?.ToJsonString()));
    }

    [Theory]
    [InlineData("GET", TestService.Subscription)]
    [InlineData("GET", "/metrics")]
    [InlineData("PUT", TestService.Subscription + "/resourceGroups/g")]
    [InlineData("POST", "/unknown")]
    public async Task A_failure_to_sign_in_is_recorded_whatever_was_asked(string method, string path)
    {
        using var response = await SendAsync(new HttpMethod(method), path, "nonsense");
        var record = Assert.Single(_service.Audit());
        Assert.Equal((401, "AuthenticationFailed", path), ((int)record["status"]!, (string?)record["code"], (string?)record["scope"]));
        Assert.Null(record["caller"]);
    }

    [Fact]
    public async Task An_agent_that_is_refused_is_recorded()
    {
        using var response = await SendAsync(HttpMethod.Get, $"/agent/v1{TestService.Subscription}/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c/desiredState", "nonsense");
        var record = Assert.Single(_service.Audit());
        Assert.Equal((401, "ProviderService/agents/action"), ((int)record["status"]!, (string?)record["action"]));
    }

    [Fact]
    public async Task A_read_leaves_no_record()
    {
        using var response = await _client.CallAsync(HttpMethod.Get, TestService.Subscription, "2022-12-01");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(_service.Audit());
    }

    [Fact]
    public async Task A_method_that_nobody_knows_is_recorded_without_its_name()
    {
        using var response = await SendAsync(new HttpMethod("MARKER"), "/unknown", token: null);
        Assert.Equal("ProviderService/write", (string?)Assert.Single(_service.Audit())["action"]);
    }

    [Fact]
    public async Task No_record_holds_what_a_caller_wrote_into_body_headers_or_query()
    {
        var traffic = new MarkedTraffic();
        await traffic.SendAsync(_client);
        Assert.NotEmpty(_service.Audit());
        Assert.Equal([], _service.Audit().Select(record => record.ToJsonString()).Where(traffic.IsMarked));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _service.CreateClient().SendAsync(request, TestContext.Current.CancellationToken);
    }
}
