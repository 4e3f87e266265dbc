using System.IO.Compression;
using System.Net;
using System.Text;

namespace ProviderService.Tests.Hosting;

/// <summary>Nothing is unpacked: what is small on the way must not be large here.</summary>
public sealed class CompressedBodyTests(TestService service) : IClassFixture<TestService>
{
    private const string Group = $"{TestService.Subscription}/resourcegroups/compressed?api-version=2021-04-01";
    private const int Megabyte = 1024 * 1024;

    private readonly HttpClient _client = service.SignedIn();

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate, gzip")]
    [InlineData("identity")]
    public async Task It_is_refused_whatever_the_coding_and_nothing_is_stored(string coding)
    {
        await AssertRefusedAsync(HttpMethod.Put, Group, coding, Encoding.UTF8.GetBytes("""{"location":"westeurope"}"""));
        using var stored = await _client.GetAsync(new Uri(Group, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, stored.StatusCode);
    }

    [Theory]
    [InlineData("PUT", Group)]
    [InlineData("PUT", $"{TestService.Subscription}?api-version=2.0")]
    [InlineData("POST", "/admin/v1/servicePrincipals")]
    public async Task A_bomb_is_refused_as_it_came(string method, string path) =>
        await AssertRefusedAsync(new HttpMethod(method), path, "gzip", Bomb());

    private async Task AssertRefusedAsync(HttpMethod method, string path, string coding, byte[] body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.Add("Content-Type", "application/json");
        request.Content.Headers.Add("Content-Encoding", coding);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        var error = (await response.ReadJsonAsync())["error"]!;
        Assert.Equal(("UnsupportedMediaType", "Content-Encoding"), ((string)error["code"]!, (string)error["target"]!));
    }

    /// <summary>A quarter of a gigabyte in a quarter of a megabyte.</summary>
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            for (var i = 0; i < 256; i++) gzip.Write(new byte[Megabyte]);
        return packed.ToArray();
    }
}
