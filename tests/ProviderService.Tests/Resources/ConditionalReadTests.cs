using System.Net;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources;

/// <summary>A read of what the caller has already (RFC 9110, section 13.1.2; docs/compatibility.md, C-03).</summary>
public sealed class ConditionalReadTests(TestService service) : IClassFixture<TestService>
{
    private readonly HttpClient _client = service.SignedIn();

    [Theory]
    [InlineData("configuration")]
    [InlineData("cluster")]
    [InlineData("group")]
    public async Task What_has_not_changed_is_not_sent_again(string what)
    {
        var (path, version) = await CreateAsync(what);
        using var first = await _client.CallAsync(HttpMethod.Get, path, version);
        using var second = await GetUnlessAsync(path, version, first.Header("ETag")!);
        Assert.Equal((HttpStatusCode.NotModified, ""), (second.StatusCode, await second.ReadTextAsync()));
        Assert.Equal(first.Header("ETag"), second.Header("ETag"));
    }

    [Theory]
    [InlineData("configuration")]
    [InlineData("cluster")]
    [InlineData("group")]
    public async Task What_has_changed_is_sent(string what)
    {
        var (path, version) = await CreateAsync(what);
        using var response = await GetUnlessAsync(path, version, "\"another\"");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(await response.ReadTextAsync());
    }

    private Task<HttpResponseMessage> GetUnlessAsync(string path, string version, string tag) =>
        _client.CallAsync(HttpMethod.Get, path, version, headers: headers => headers.TryAddWithoutValidation("If-None-Match", tag));

    private async Task<(string Path, string Version)> CreateAsync(string what)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        return what switch
        {
            "configuration" => ($"{cluster.Configurations}/cfg", "2023-05-01"),
            "cluster" => (cluster.Id, TestCluster.ApiVersion),
            _ => (cluster.GroupId, "2021-04-01"),
        };
    }
}
