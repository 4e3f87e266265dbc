using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity.Local;

public sealed class ManagedIdentityEndpointTests : IClassFixture<TestService>, IDisposable
{
    private const string Path = "/metadata/identity/oauth2/token";
    private const string Resource = "?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F";

    private readonly TestService _off;
    private readonly WebApplicationFactory<Program> _on;

    public ManagedIdentityEndpointTests(TestService service)
    {
        _off = service;
        _on = service.WithWebHostBuilder(host => host.UseSetting("Authentication:ManagedIdentity", "true").UseSetting("Embedded:DataDirectory", _directory.Path));
    }

    private readonly TempDirectory _directory = new();

    public void Dispose()
    {
        _on.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task It_is_off_by_default()
    {
        using var answer = await GetAsync(_off, Resource);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Whatever_runs_here_gets_a_token_of_one_principal()
    {
        using var answer = await GetAsync(_on, Resource);
        var token = new JsonWebToken((string)(await answer.ReadJsonAsync())["access_token"]!);
        Assert.Equal("00000000-0000-0000-0000-000000000003", token.GetClaim("oid").Value);
    }

    [Theory]
    [InlineData(Resource, "Metadata", "false")]
    [InlineData("?api-version=2018-02-01", "Metadata", "true")]
    [InlineData("?resource=https%3A%2F%2Fvault.azure.net", "Metadata", "true")]
    [InlineData(Resource + "&client_id=11111111-1111-1111-1111-111111111111", "Metadata", "true")]
    public async Task A_wrong_request_gets_nothing(string query, string header, string value)
    {
        using var answer = await GetAsync(_on, query, (header, value));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_was_passed_on_gets_nothing()
    {
        using var answer = await GetAsync(_on, Resource, ("Metadata", "true"), ("X-Forwarded-For", "127.0.0.1"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(WebApplicationFactory<Program> service, string query, params (string Name, string Value)[] headers)
    {
        using var client = service.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Path + query);
        foreach (var (name, value) in headers.DefaultIfEmpty(("Metadata", "true"))) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
