using System.Net;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.ResourceGroups;

/// <summary>The life of a resource group, as ARM's clients see it.</summary>
public sealed class ResourceGroupEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Version = "2021-04-01";
    private const string Body = """{"location":"eastus","tags":{"team":"platform"}}""";

    private readonly HttpClient _client = service.SignedIn();
    private readonly string _path = $"{TestService.Subscription}/resourcegroups/Rg-{Guid.NewGuid():N}";

    private string Name => _path.Split('/')[^1];

    [Fact]
    public async Task A_new_group_is_answered_with_201_and_the_whole_resource()
    {
        using var response = await PutAsync();
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(
            $$$"""{"id":"{{{TestService.Subscription}}}/resourceGroups/{{{Name}}}","name":"{{{Name}}}","type":"Microsoft.Resources/resourceGroups","location":"eastus","tags":{"team":"platform"},"properties":{"provisioningState":"Succeeded"}}""",
            await response.ReadTextAsync());
    }

    [Fact]
    public async Task An_existing_group_is_updated_with_200()
    {
        using var created = await PutAsync();
        using var updated = await PutAsync("""{"location":"East US"}""");
        Assert.Equal(HttpStatusCode.OK, updated.StatusCode);
        Assert.False((await updated.ReadJsonAsync()).ContainsKey("tags"));
    }

    [Fact]
    public async Task A_group_does_not_move()
    {
        using var created = await PutAsync();
        using var moved = await PutAsync("""{"location":"westus"}""");
        Assert.Equal((HttpStatusCode.Conflict, "InvalidResourceGroupLocation"), (moved.StatusCode, await moved.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task A_group_without_a_location_is_refused()
    {
        using var response = await PutAsync("{}");
        var error = (await response.ReadJsonAsync())["error"]!;
        Assert.Equal((HttpStatusCode.BadRequest, "location"), (response.StatusCode, (string?)error["target"]));
    }

    [Theory]
    [InlineData("a%2A")]
    [InlineData("ends-with-a-period.")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhiiiiiiiiiij")]
    public async Task A_name_outside_the_bounds_is_refused(string name)
    {
        using var response = await _client.CallAsync(HttpMethod.Put, $"{TestService.Subscription}/resourceGroups/{name}", Version, Body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("resourceGroupName", await response.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_tells_whether_a_group_exists_and_has_no_body()
    {
        using var missing = await _client.CallAsync(HttpMethod.Head, _path, Version);
        using var created = await PutAsync();
        using var present = await _client.CallAsync(HttpMethod.Head, _path.ToUpperInvariant().Replace("SUBSCRIPTIONS", "subscriptions", StringComparison.Ordinal), Version);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (missing.StatusCode, present.StatusCode));
        Assert.Empty(await missing.ReadTextAsync());
    }

    [Fact]
    public async Task A_patch_replaces_tags_alone()
    {
        using var created = await PutAsync();
        using var patched = await _client.CallAsync(HttpMethod.Patch, _path, Version, """{"tags":{"a":"b"}}""");
        var group = await patched.ReadJsonAsync();
        Assert.Equal(("eastus", """{"a":"b"}"""), ((string?)group["location"], group["tags"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_patch_checks_tags_as_a_put_does()
    {
        using var created = await PutAsync();
        using var patched = await _client.CallAsync(HttpMethod.Patch, _path, Version, $$$"""{"tags":{"{{{new string('a', 600)}}}":"b"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, patched.StatusCode);
    }

    [Fact]
    public async Task Groups_are_listed_by_subscription()
    {
        using var created = await PutAsync();
        using var list = await _client.CallAsync(HttpMethod.Get, $"{TestService.Subscription}/resourcegroups", Version);
        Assert.Contains((await list.ReadJsonAsync())["value"]!.AsArray(), group => (string?)group!["name"] == Name);
    }

    [Fact]
    public async Task A_deletion_can_be_watched_until_the_group_is_gone()
    {
        using var created = await PutAsync();
        using var deleted = await _client.CallAsync(HttpMethod.Delete, _path, Version);
        Assert.Equal((HttpStatusCode.Accepted, "1"), (deleted.StatusCode, deleted.Header("Retry-After")));
        await service.SweepAsync();
        using var result = await _client.GetAsync(deleted.Headers.Location!.PathAndQuery, TestContext.Current.CancellationToken);
        using var get = await _client.CallAsync(HttpMethod.Get, _path, Version);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (result.StatusCode, get.StatusCode));
    }

    [Fact]
    public async Task Deleting_a_missing_group_is_404()
    {
        using var response = await _client.CallAsync(HttpMethod.Delete, _path, Version);
        Assert.Equal((HttpStatusCode.NotFound, "ResourceGroupNotFound"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task A_stale_condition_is_412_and_changes_nothing()
    {
        using var created = await PutAsync();
        using var response = await _client.CallAsync(
            HttpMethod.Put, _path, Version, """{"location":"eastus"}""", headers => headers.TryAddWithoutValidation("If-Match", "\"stale\""));
        using var get = await _client.CallAsync(HttpMethod.Get, _path, Version);
        Assert.Equal((HttpStatusCode.PreconditionFailed, created.Header("ETag")), (response.StatusCode, get.Header("ETag")));
    }

    private Task<HttpResponseMessage> PutAsync(string body = Body) => _client.CallAsync(HttpMethod.Put, _path, Version, body);
}
