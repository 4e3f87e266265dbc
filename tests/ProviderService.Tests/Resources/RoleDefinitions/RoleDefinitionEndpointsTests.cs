using System.Net;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.RoleDefinitions;

public sealed class RoleDefinitionEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Collection = TestService.Subscription + "/providers/Microsoft.Authorization/roleDefinitions";
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    [Fact]
    public async Task A_role_is_answered_as_Azure_does()
    {
        using var answer = await GetAsync($"{Collection}/{Reader}");
        Assert.Equal(
            $$$"""{"properties":{"roleName":"Reader","type":"BuiltInRole","description":"View all resources, but does not allow you to make any changes.","assignableScopes":["/"],"permissions":[{"actions":["*/read"],"notActions":[],"dataActions":[],"notDataActions":[]}]},"id":"{{{Collection}}}/{{{Reader}}}","type":"Microsoft.Authorization/roleDefinitions","name":"{{{Reader}}}"}""",
            await answer.ReadTextAsync());
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("?$filter=roleName eq 'contributor'", 1)]
    [InlineData("?$filter=type eq 'BuiltInRole'", 5)]
    [InlineData("?$filter=type eq 'CustomRole'", 0)]
    [InlineData("?$filter=atScopeAndBelow()", 5)]
    public async Task Roles_are_listed(string query, int count)
    {
        using var answer = await GetAsync(Collection, query);
        Assert.Equal(count, (await answer.ReadJsonAsync())["value"]!.AsArray().Count);
    }

    [Fact]
    public async Task Another_filter_is_refused()
    {
        using var answer = await GetAsync(Collection, "?$filter=roleName ne 'Owner'");
        Assert.Equal("InvalidFilterInQueryString", await answer.ReadErrorCodeAsync());
    }

    [Theory]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    [InlineData("Reader")]
    public async Task Another_role_is_not_found(string id)
    {
        using var answer = await GetAsync($"{Collection}/{id}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("RoleDefinitionDoesNotExist", await answer.ReadErrorCodeAsync());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string query = "") => await service.SignedIn().GetAsync(
        new Uri($"{path}{(query.Length == 0 ? "?" : query + "&")}api-version=2022-04-01", UriKind.Relative), TestContext.Current.CancellationToken);
}
