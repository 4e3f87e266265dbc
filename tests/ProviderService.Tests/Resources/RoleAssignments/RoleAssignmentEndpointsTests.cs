using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Identity.Authorization;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.RoleAssignments;

public sealed class RoleAssignmentEndpointsTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    private const string Version = "2022-04-01";
    private const string Collection = "/providers/Microsoft.Authorization/roleAssignments";

    private readonly Guid _principal = Guid.NewGuid();
    private readonly Guid _name = Guid.NewGuid();
    private readonly HttpClient _administrator = service.SignedIn();
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.CreateAsync(_administrator);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_assignment_is_answered_as_Azure_does()
    {
        using var answer = await PutAsync(_cluster.GroupId);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(
            $$$"""{"properties":{"roleDefinitionId":"{{{TestService.Subscription}}}/providers/Microsoft.Authorization/roleDefinitions/{{{BuiltInRoles.Reader.Id}}}","principalId":"{{{_principal}}}","principalType":"ServicePrincipal","scope":"{{{_cluster.GroupId}}}","condition":null,"conditionVersion":null,"createdOn":"2040-01-01T00:00:00Z","updatedOn":"2040-01-01T00:00:00Z","createdBy":"00000000-0000-0000-0000-000000000001","updatedBy":"00000000-0000-0000-0000-000000000001","delegatedManagedIdentityResourceId":null,"description":null},"id":"{{{_cluster.GroupId}}}{{{Collection}}}/{{{_name}}}","type":"Microsoft.Authorization/roleAssignments","name":"{{{_name}}}"}""",
            await answer.ReadTextAsync());
        using var again = await GetAsync(_cluster.GroupId);
        Assert.Equal(await answer.ReadTextAsync(), await again.ReadTextAsync());
    }

    [Fact]
    public async Task The_same_assignment_again_changes_nothing()
    {
        (await PutAsync(_cluster.Id)).Dispose();
        using var again = await PutAsync(_cluster.Id);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task An_assignment_cannot_become_another()
    {
        (await PutAsync(_cluster.Id)).Dispose();
        await AssertRefusedAsync(400, "RoleAssignmentUpdateNotPermitted", await PutAsync(_cluster.Id, BuiltInRoles.Owner));
        await AssertRefusedAsync(400, "RoleAssignmentUpdateNotPermitted", await PutAsync(_cluster.GroupId));
    }

    [Fact]
    public async Task Nobody_is_given_the_same_role_twice()
    {
        (await PutAsync(_cluster.Id)).Dispose();
        await AssertRefusedAsync(409, "RoleAssignmentExists", await PutAsync(_cluster.Id, name: Guid.NewGuid()));
    }

    [Fact]
    public async Task An_assignment_is_found_at_its_own_scope_alone()
    {
        (await PutAsync(_cluster.Id)).Dispose();
        await AssertRefusedAsync(404, "RoleAssignmentNotFound", await GetAsync(_cluster.GroupId));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_answered_once()
    {
        (await PutAsync(_cluster.Id)).Dispose();
        using var first = await _administrator.CallAsync(HttpMethod.Delete, PathAt(_cluster.Id), Version);
        using var second = await _administrator.CallAsync(HttpMethod.Delete, PathAt(_cluster.Id), Version);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode));
        Assert.Equal(_name.ToString(), (string?)(await first.ReadJsonAsync())["name"]);
    }

    [Fact]
    public async Task A_resource_that_is_gone_takes_its_assignments_with_it()
    {
        (await PutAsync(_cluster.Id)).Dispose();
        await _cluster.DeleteAsync();
        await service.SweepAsync();
        await _cluster.CreateAgainAsync();
        await AssertRefusedAsync(404, "RoleAssignmentNotFound", await GetAsync(_cluster.Id));
        using var again = await PutAsync(_cluster.Id);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("atScope()", 2)]
    [InlineData("principalId eq '{0}'", 3)]
    [InlineData("atScope() and assignedTo('{0}')", 2)]
    [InlineData("principalId eq '11111111-1111-1111-1111-111111111111'", 0)]
    public async Task A_list_has_what_counts_at_a_scope_and_below_it(string filter, int count)
    {
        foreach (var scope in (string[])[TestService.Subscription, _cluster.GroupId, _cluster.Id]) (await PutAsync(scope, name: Guid.NewGuid())).Dispose();
        var listed = await ListAsync(_cluster.GroupId, string.Format(System.Globalization.CultureInfo.InvariantCulture, filter, _principal));
        Assert.Equal(count, listed.Count(assignment => (string?)assignment!["properties"]!["principalId"] == _principal.ToString()));
    }

    [Fact]
    public async Task Another_filter_is_refused()
    {
        using var answer = await _administrator.GetAsync(
            new Uri($"{_cluster.Id}{Collection}?api-version={Version}&$filter=roleDefinitionId eq 'x'", UriKind.Relative), TestContext.Current.CancellationToken);
        await AssertRefusedAsync(400, "InvalidFilterInQueryString", answer);
    }

    [Fact]
    public async Task A_scope_must_exist()
    {
        await AssertRefusedAsync(404, "ResourceGroupNotFound", await PutAsync($"{_cluster.GroupId}x"));
        await AssertRefusedAsync(404, "ResourceNotFound", await PutAsync($"{_cluster.Id}x"));
        await AssertRefusedAsync(404, "ResourceNotFound", await PutAsync($"{_cluster.Configurations}/x"));
        await AssertRefusedAsync(404, "SubscriptionNotFound", await PutAsync("/subscriptions/11111111-1111-1111-1111-111111111111"));
    }

    [Theory]
    [InlineData("roleDefinitionId", "", "InvalidRoleDefinitionId")]
    [InlineData("principalId", "me", "InvalidPrincipalId")]
    [InlineData("principalType", "Robot", "InvalidValue")]
    [InlineData("condition", "@Resource[x] StringEquals 'y'", "ConditionNotSupported")]
    public async Task What_is_wrong_is_said(string member, string value, string code)
    {
        var body = JsonNode.Parse(TestCaller.Body(BuiltInRoles.Reader, _principal))!;
        body["properties"]![member] = value;
        using var answer = await _administrator.CallAsync(HttpMethod.Put, PathAt(_cluster.Id), Version, body.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (string?)(await answer.ReadJsonAsync())["error"]!["details"]![0]!["code"]);
    }

    [Fact]
    public async Task A_name_must_be_a_GUID()
    {
        using var answer = await _administrator.CallAsync(
            HttpMethod.Put, $"{_cluster.Id}{Collection}/mine", Version, TestCaller.Body(BuiltInRoles.Reader, _principal));
        Assert.Equal("InvalidRoleAssignmentId", (string?)(await answer.ReadJsonAsync())["error"]!["details"]![0]!["code"]);
    }

    [Theory]
    [InlineData("/providers/Microsoft.Authorization/roleDefinitions/11111111-1111-1111-1111-111111111111")]
    [InlineData("acdd72a7-3385-48ef-bd42-f606fba81ae7")]
    [InlineData("Reader")]
    public async Task A_role_must_exist(string id)
    {
        var body = JsonNode.Parse(TestCaller.Body(BuiltInRoles.Reader, _principal))!;
        body["properties"]!["roleDefinitionId"] = id;
        await AssertRefusedAsync(
            404, "RoleDefinitionDoesNotExist", await _administrator.CallAsync(HttpMethod.Put, PathAt(_cluster.Id), Version, body.ToJsonString()));
    }

    private string PathAt(string scope) => $"{scope}{Collection}/{_name}";

    private Task<HttpResponseMessage> PutAsync(string scope, RoleDefinition? role = null, Guid? name = null) =>
        TestCaller.AssignAsync(_administrator, role ?? BuiltInRoles.Reader, scope, _principal, name ?? _name);

    private Task<HttpResponseMessage> GetAsync(string scope) => _administrator.CallAsync(HttpMethod.Get, PathAt(scope), Version);

    private async Task<JsonArray> ListAsync(string scope, string filter)
    {
        using var answer = await _administrator.GetAsync(
            new Uri($"{scope}{Collection}?api-version={Version}&$filter={Uri.EscapeDataString(filter)}", UriKind.Relative), TestContext.Current.CancellationToken);
        return (await answer.EnsureSuccessStatusCode().ReadJsonAsync())["value"]!.AsArray();
    }

    private static async Task AssertRefusedAsync(int status, string code, HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(code, await answer.ReadErrorCodeAsync());
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }
}
