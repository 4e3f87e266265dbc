using System.Net;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Identity.Authorization;

public sealed class RoleAuthorizationTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    private const string Clusters = TestCluster.ApiVersion;
    private const string Groups = "2021-04-01";
    private const string Configurations = "2023-05-01";
    private const string Configuration = """{"properties":{}}""";

    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.CreateAsync(service.SignedIn());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_a_role_nothing_is_allowed_and_the_answer_says_what_is_missing()
    {
        using var caller = new TestCaller(service);
        using var answer = await caller.CallAsync(HttpMethod.Get, _cluster.Id, Clusters);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("gateway", answer.Header("x-ms-failure-cause"));
        var error = (await answer.ReadJsonAsync())["error"]!;
        Assert.Equal("AuthorizationFailed", (string?)error["code"]);
        Assert.Equal(
            $"The client '{caller.AppId}' with object id '{caller.ObjectId}' does not have authorization to perform action 'Microsoft.Kubernetes/connectedClusters/read' over scope '{_cluster.Id}' or the scope is invalid. If access was recently granted, please refresh your credentials.",
            (string?)error["message"]);
    }

    [Fact]
    public async Task A_role_counts_below_its_scope()
    {
        foreach (var scope in (string[])[TestService.Subscription, _cluster.GroupId, _cluster.Id, _cluster.Id.ToUpperInvariant()])
        {
            using var reader = await TestCaller.WithRoleAsync(service, BuiltInRoles.Reader, scope);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Get, _cluster.Id, Clusters));
        }
    }

    [Fact]
    public async Task A_role_counts_neither_above_its_scope_nor_beside_it()
    {
        var other = await TestCluster.CreateAsync(service.SignedIn());
        using var owner = await TestCaller.WithRoleAsync(service, BuiltInRoles.Owner, _cluster.Id);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner, HttpMethod.Get, _cluster.GroupId, Groups));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner, HttpMethod.Get, other.Id, Clusters));
    }

    [Fact]
    public async Task A_scope_whose_name_only_starts_alike_is_another()
    {
        using var owner = await TestCaller.WithRoleAsync(service, BuiltInRoles.Owner, _cluster.GroupId);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner, HttpMethod.Put, $"{_cluster.GroupId}2", Groups, """{"location":"eastus"}"""));
    }

    [Fact]
    public async Task A_reader_changes_nothing()
    {
        using var reader = await TestCaller.WithRoleAsync(service, BuiltInRoles.Reader, _cluster.GroupId);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, HttpMethod.Put, _cluster.Id, Clusters, TestCluster.Body));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, HttpMethod.Delete, _cluster.Id, Clusters));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, HttpMethod.Post, $"{_cluster.Id}/listClusterUserCredential", Clusters, "{}"));
    }

    [Fact]
    public async Task A_role_of_a_group_is_its_members_too()
    {
        var group = Guid.NewGuid();
        using var member = new TestCaller(service, group);
        using var answer = await member.AssignAsync(BuiltInRoles.Reader, _cluster.Id, group);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(member, HttpMethod.Get, _cluster.Id, Clusters));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_counts_no_more()
    {
        var name = Guid.NewGuid();
        using var reader = new TestCaller(service);
        (await reader.AssignAsync(BuiltInRoles.Reader, _cluster.Id, name: name)).Dispose();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(reader, HttpMethod.Get, _cluster.Id, Clusters));
        (await service.SignedIn().CallAsync(HttpMethod.Delete, $"{_cluster.Id}/providers/Microsoft.Authorization/roleAssignments/{name}", "2022-04-01")).Dispose();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, HttpMethod.Get, _cluster.Id, Clusters));
    }

    [Fact]
    public async Task A_resource_that_is_made_anew_does_not_inherit_the_roles_of_the_last()
    {
        using var owner = await TestCaller.WithRoleAsync(service, BuiltInRoles.Owner, _cluster.Id);
        await _cluster.DeleteAsync();
        await service.SweepAsync();
        await _cluster.CreateAgainAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner, HttpMethod.Get, _cluster.Id, Clusters));
    }

    [Fact]
    public async Task Who_writes_a_configuration_must_be_able_to_write_its_cluster()
    {
        (await _cluster.PutAsync("cfg")).EnsureSuccessStatusCode();
        using var caller = await TestCaller.WithRoleAsync(service, BuiltInRoles.Contributor, $"{_cluster.Configurations}/cfg");
        using var answer = await caller.CallAsync(HttpMethod.Put, $"{_cluster.Configurations}/cfg", Configurations, Configuration);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("'Microsoft.Kubernetes/connectedClusters/write'", await answer.ReadTextAsync(), StringComparison.Ordinal);
        (await caller.AssignAsync(BuiltInRoles.ArcOnboarding, _cluster.Id)).Dispose();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(caller, HttpMethod.Put, $"{_cluster.Configurations}/cfg", Configurations, Configuration));
    }

    [Fact]
    public async Task Who_connects_clusters_may_create_one_and_update_it_with_the_same_key()
    {
        using var onboarding = await TestCaller.WithRoleAsync(service, BuiltInRoles.ArcOnboarding, _cluster.GroupId);
        var id = $"{_cluster.GroupId}/providers/Microsoft.Kubernetes/connectedClusters/new";
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(onboarding, HttpMethod.Put, id, Clusters, TestCluster.Body));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(onboarding, HttpMethod.Put, id, Clusters, TestCluster.Body));
    }

    [Fact]
    public async Task Who_connects_clusters_may_not_change_the_key_of_one()
    {
        using var onboarding = await TestCaller.WithRoleAsync(service, BuiltInRoles.ArcOnboarding, _cluster.GroupId);
        using var answer = await onboarding.CallAsync(HttpMethod.Put, _cluster.Id, Clusters, TestCluster.Body.Replace("MA==", "MQ==", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("connectedClusters/agentPublicKeyCertificate/write", await answer.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contributor_may_change_the_key()
    {
        using var contributor = await TestCaller.WithRoleAsync(service, BuiltInRoles.Contributor, _cluster.Id);
        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync(contributor, HttpMethod.Put, _cluster.Id, Clusters, TestCluster.Body.Replace("MA==", "MQ==", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_contributor_may_not_assign_roles()
    {
        using var contributor = await TestCaller.WithRoleAsync(service, BuiltInRoles.Contributor, _cluster.GroupId);
        using var answer = await TestCaller.AssignAsync(contributor.Client, BuiltInRoles.Owner, _cluster.GroupId, contributor.ObjectId);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task An_owner_may_assign_roles_at_its_scope_alone()
    {
        using var owner = await TestCaller.WithRoleAsync(service, BuiltInRoles.Owner, _cluster.Id);
        using var within = await TestCaller.AssignAsync(owner.Client, BuiltInRoles.Reader, _cluster.Id, Guid.NewGuid());
        using var above = await TestCaller.AssignAsync(owner.Client, BuiltInRoles.Reader, _cluster.GroupId, Guid.NewGuid());
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Forbidden), (within.StatusCode, above.StatusCode));
    }

    [Fact]
    public async Task Lists_show_only_what_the_caller_may_read()
    {
        var other = await TestCluster.CreateAsync(service.SignedIn());
        using var reader = await TestCaller.WithRoleAsync(service, BuiltInRoles.Reader, _cluster.GroupId);
        var clusters = $"{TestService.Subscription}/providers/Microsoft.Kubernetes/connectedClusters";
        Assert.Equal([_cluster.GroupId.Split('/')[^1]], await reader.ListAsync($"{TestService.Subscription}/resourceGroups", Groups));
        Assert.Equal(["C1"], await reader.ListAsync(clusters, Clusters));
        Assert.Equal(["C1"], await reader.ListAsync($"{TestService.Subscription}/resources", Groups));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, HttpMethod.Get, $"{other.GroupId}/resources", Groups));
    }

    [Fact]
    public async Task A_list_of_configurations_shows_only_what_the_caller_may_read()
    {
        foreach (var name in (string[])["mine", "other"]) (await _cluster.PutAsync(name)).EnsureSuccessStatusCode();
        using var reader = await TestCaller.WithRoleAsync(service, BuiltInRoles.Reader, $"{_cluster.Configurations}/mine");
        Assert.Equal(["mine"], await reader.ListAsync(_cluster.Configurations, Configurations));
    }

    [Fact]
    public async Task A_subscription_is_seen_by_who_has_any_role_in_it()
    {
        using var nobody = new TestCaller(service);
        using var reader = await TestCaller.WithRoleAsync(service, BuiltInRoles.Reader, _cluster.Id);
        Assert.Empty(await nobody.ListAsync("/subscriptions", "2022-12-01"));
        Assert.Single(await reader.ListAsync("/subscriptions", "2022-12-01"));
    }

    [Fact]
    public async Task To_register_a_provider_takes_an_action_of_that_provider()
    {
        using var reader = await TestCaller.WithRoleAsync(service, BuiltInRoles.Reader, TestService.Subscription);
        using var answer = await reader.CallAsync(HttpMethod.Post, $"{TestService.Subscription}/providers/Microsoft.Kubernetes/register", Groups);
        Assert.Contains("'Microsoft.Kubernetes/register/action'", await answer.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_deletes_a_group_can_watch_it_go()
    {
        using var owner = await TestCaller.WithRoleAsync(service, BuiltInRoles.Owner, _cluster.GroupId);
        using var deleting = await owner.CallAsync(HttpMethod.Delete, _cluster.GroupId, Groups);
        await service.SweepAsync();
        using var over = await owner.Client.GetAsync(new Uri(deleting.Header("Location")!).PathAndQuery, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (deleting.StatusCode, over.StatusCode));
    }

    [Fact]
    public async Task A_refusal_is_audited_with_action_and_caller()
    {
        using var caller = new TestCaller(service);
        using var answer = await caller.CallAsync(HttpMethod.Delete, _cluster.Id, Clusters);
        var record = service.Audit().Last(record => (string?)record["requestId"] == answer.Header("x-ms-request-id"));
        Assert.Equal("Microsoft.Kubernetes/connectedClusters/delete", (string?)record["action"]);
        Assert.Equal(caller.ObjectId.ToString(), (string?)record["caller"]!["objectId"]);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestCaller caller, HttpMethod method, string path, string version, string? body = null)
    {
        using var answer = await caller.CallAsync(method, path, version, body);
        return answer.StatusCode;
    }
}
