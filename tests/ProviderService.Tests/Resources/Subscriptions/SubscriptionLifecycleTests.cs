using System.Net;
using System.Net.Http.Json;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Identity.Authorization;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Resources.Subscriptions;

public sealed class SubscriptionLifecycleTests : IAsyncLifetime
{
    private const string Group = TestService.Subscription + "/resourceGroups/g";
    private const string Cluster = Group + "/providers/Microsoft.Kubernetes/connectedClusters/c";
    private const string GroupBody = """{"location":"eastus"}""";
    private const string ClusterBody = """{"location":"eastus","identity":{"type":"SystemAssigned"},"properties":{"agentPublicKeyCertificate":"MA=="}}""";

    private readonly TestService _service = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _client = _service.SignedIn();
        Assert.Equal(HttpStatusCode.Created, await CallAsync("PUT", Group, GroupBody));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("Warned", "Warned")]
    [InlineData("Suspended", "Disabled")]
    public async Task A_subscription_in_arrears_can_be_read_and_deleted_from_and_not_written_to(string state, string shown)
    {
        Assert.Equal(HttpStatusCode.Created, await CallAsync("PUT", Cluster, ClusterBody));
        await SetAsync(state);

        using var refused = await _client.CallAsync(HttpMethod.Put, Cluster, "2021-10-01", ClusterBody);
        Assert.Equal((HttpStatusCode.Conflict, "ReadOnlyDisabledSubscription"), (refused.StatusCode, await refused.ReadErrorCodeAsync()));
        Assert.Equal(HttpStatusCode.Conflict, await CallAsync("PATCH", Group, """{"tags":{}}"""));
        Assert.Equal(HttpStatusCode.OK, await CallAsync("GET", Cluster));
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync("DELETE", Cluster));
        using var subscription = await _client.CallAsync(HttpMethod.Get, TestService.Subscription, "2022-12-01");
        Assert.Equal(shown, (string?)(await subscription.ReadJsonAsync())["state"]);

        await SetAsync("Registered");
        Assert.Equal(HttpStatusCode.OK, await CallAsync("PUT", Group, GroupBody));
    }

    [Fact]
    public async Task An_unregistered_one_takes_no_resource_of_a_provider()
    {
        await SetAsync("Unregistered");
        using var refused = await _client.CallAsync(HttpMethod.Put, Cluster, "2021-10-01", ClusterBody);
        Assert.Equal((HttpStatusCode.Conflict, "MissingSubscriptionRegistration"), (refused.StatusCode, await refused.ReadErrorCodeAsync()));
        Assert.Equal(HttpStatusCode.OK, await CallAsync("PUT", Group, GroupBody));
    }

    [Fact]
    public async Task Agents_of_a_suspended_one_are_served()
    {
        using var key = new ClusterKeyPair();
        using var agent = await TestAgent.CreateAsync(_service, key);
        await SetAsync("Suspended");
        using var state = await agent.GetAsync();
        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
    }

    [Fact]
    public async Task A_deleted_one_is_not_there()
    {
        await SetAsync("Deleted");
        using var gone = await _client.CallAsync(HttpMethod.Get, Group, "2021-04-01");
        Assert.Equal((HttpStatusCode.NotFound, "SubscriptionNotFound"), (gone.StatusCode, await gone.ReadErrorCodeAsync()));
        using var list = await _client.CallAsync(HttpMethod.Get, "/subscriptions", "2022-12-01");
        Assert.Empty((await list.ReadJsonAsync())["value"]!.AsArray());
    }

    [Fact]
    public async Task One_that_was_deleted_begins_anew_without_resources_and_roles()
    {
        using var caller = await TestCaller.WithRoleAsync(_service, BuiltInRoles.Reader, TestService.Subscription);
        Assert.Equal(HttpStatusCode.Created, await CallAsync("PUT", Cluster, ClusterBody));
        await SetAsync("Deleted");
        await _service.SweepAsync();
        await SetAsync("Registered");

        Assert.Equal(HttpStatusCode.NotFound, await CallAsync("GET", Group));
        Assert.Equal(HttpStatusCode.Created, await CallAsync("PUT", Group, GroupBody));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync("GET", Cluster));
        using var stranger = await caller.CallAsync(HttpMethod.Get, Group, "2021-04-01");
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Fact]
    public async Task It_does_not_begin_anew_before_it_is_empty()
    {
        var sweep = new TaskCompletionSource();
        (_service.Interception.Repeats, _service.Interception.BeforeDelete) = (true, () => sweep.Task);
        await SetAsync("Deleted");
        using var refused = await SendAsync("Registered");
        Assert.Equal((HttpStatusCode.Conflict, "SubscriptionBeingDeleted", "5"), (refused.StatusCode, await refused.ReadErrorCodeAsync(), refused.Header("Retry-After")));
        sweep.SetResult();
        _service.Interception.Repeats = false;
        await _service.SweepAsync();
        await SetAsync("Registered");
    }

    [Fact]
    public async Task What_was_written_while_it_was_deleted_is_swept_as_well()
    {
        var (begun, deleted) = (new TaskCompletionSource(), new TaskCompletionSource());
        _service.Interception.Matches = key => key.Id == "group:late";
        _service.Interception.BeforeWrite = () =>
        {
            begun.SetResult();
            return deleted.Task;
        };
        var late = CallAsync("PUT", $"{TestService.Subscription}/resourceGroups/late", GroupBody);
        await begun.Task;
        await SetAsync("Deleted");
        await _service.SweepAsync();
        deleted.SetResult();
        Assert.Equal(HttpStatusCode.Created, await late);
        await _service.SweepAsync();
        await SetAsync("Registered");
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync("GET", $"{TestService.Subscription}/resourceGroups/late"));
    }

    [Fact]
    public async Task The_answer_is_what_was_sent_and_the_audit_log_has_the_state()
    {
        using var answer = await SendAsync("Warned");
        Assert.Equal("""{"state":"Warned","registrationDate":"Mon, 02 Jan 2040 00:00:00 GMT"}""", await answer.ReadTextAsync());
        var record = _service.Audit()[^1];
        Assert.Equal(("Microsoft.Resources/subscriptions/write", "Warned"), ((string)record["action"]!, (string)record["details"]!["state"]!));
    }

    [Theory]
    [InlineData(TestService.Subscription, "2.0", """{"state":"Lost"}""", HttpStatusCode.BadRequest, "InvalidValue")]
    [InlineData(TestService.Subscription, "2.0", """{"state":"4"}""", HttpStatusCode.BadRequest, "InvalidValue")]
    [InlineData(TestService.Subscription, "2.0", """{}""", HttpStatusCode.BadRequest, "InvalidValue")]
    [InlineData(TestService.Subscription, "2022-12-01", """{"state":"Warned"}""", HttpStatusCode.BadRequest, "InvalidApiVersionParameter")]
    [InlineData("/subscriptions/11111111-1111-1111-1111-111111111111", "2.0", """{"state":"Registered"}""", HttpStatusCode.NotFound, "SubscriptionNotFound")]
    public async Task What_cannot_be_is_refused(string path, string version, string body, HttpStatusCode status, string code)
    {
        using var answer = await _client.CallAsync(HttpMethod.Put, path, version, body);
        Assert.Equal((status, code), (answer.StatusCode, await answer.ReadErrorCodeAsync()));
    }

    private async Task SetAsync(string state)
    {
        using var answer = await SendAsync(state);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<HttpResponseMessage> SendAsync(string state) => _client.PutAsJsonAsync(
        $"{TestService.Subscription}?api-version=2.0", new { state, registrationDate = "Mon, 02 Jan 2040 00:00:00 GMT" }, TestContext.Current.CancellationToken);

    private async Task<HttpStatusCode> CallAsync(string method, string path, string? body = null)
    {
        using var answer = await _client.CallAsync(new HttpMethod(method), path, path == Cluster ? "2021-10-01" : "2021-04-01", body);
        return answer.StatusCode;
    }
}
