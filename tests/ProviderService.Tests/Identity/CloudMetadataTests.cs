using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity;

public sealed class CloudMetadataTests(TestService service) : IClassFixture<TestService>
{
    private const string Root = TestService.PublicUrl;

    [Fact]
    public async Task The_first_version_is_what_az_reads()
    {
        var metadata = (await GetAsync("2015-01-01"))!;
        Assert.Equal($"{Root}/adfs", (string?)metadata["authentication"]!["loginEndpoint"]);
        Assert.Equal($"{Root}/", (string?)metadata["authentication"]!["audiences"]![0]);
    }

    [Fact]
    public async Task Versions_of_2019_list_clouds() => Assert.Equal($"{Root}/", (string?)(await GetAsync("2019-05-01"))![0]!["resourceManager"]);

    [Fact]
    public async Task The_last_version_has_one_cloud() => Assert.Equal($"{Root}/", (string?)(await GetAsync("2022-09-01"))!["resourceManager"]);

    [Fact]
    public async Task Another_version_is_refused() => Assert.Equal("InvalidApiVersionParameter", (string?)(await GetAsync("2000-01-01", HttpStatusCode.BadRequest))!["error"]!["code"]);

    private async Task<JsonNode?> GetAsync(string version, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var client = service.CreateClient();
        using var answer = await client.CallAsync(HttpMethod.Get, "/metadata/endpoints", version);
        Assert.Equal(status, answer.StatusCode);
        return JsonNode.Parse(await answer.ReadTextAsync());
    }
}
