using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity.Local;

public sealed class DiscoveryEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Root = TestService.PublicUrl;

    [Theory]
    [InlineData($"/{LocalIdentityCalls.Tenant}/v2.0", $"{Root}/{LocalIdentityCalls.Tenant}/v2.0", $"{Root}/{LocalIdentityCalls.Tenant}/oauth2/v2.0/token")]
    [InlineData("/common/v2.0", $"{Root}/{LocalIdentityCalls.Tenant}/v2.0", $"{Root}/common/oauth2/v2.0/token")]
    [InlineData("/adfs", $"{Root}/adfs", $"{Root}/adfs/oauth2/token")]
    public async Task A_configuration_says_who_issues_tokens_and_where(string authority, string issuer, string endpoint)
    {
        var configuration = await GetAsync($"{authority}/.well-known/openid-configuration");
        Assert.Equal(issuer, (string?)configuration["issuer"]);
        Assert.Equal(endpoint, (string?)configuration["token_endpoint"]);
    }

    [Fact]
    public async Task The_keys_are_public_ones()
    {
        var keys = await GetAsync($"/{LocalIdentityCalls.Tenant}/discovery/v2.0/keys");
        var key = Assert.Single(keys["keys"]!.AsArray())!.AsObject();
        Assert.Equal(["kty", "use", "alg", "kid", "n", "e"], key.Select(member => member.Key));
    }

    [Fact]
    public async Task An_instance_names_its_only_host()
    {
        var instance = await GetAsync("/common/discovery/instance?api-version=1.1&authorization_endpoint=https%3A%2F%2Flocalhost%2Fcommon");
        Assert.Equal("provider.example.org", (string?)instance["metadata"]![0]!["preferred_network"]);
    }

    [Theory]
    [InlineData("/contoso/v2.0/.well-known/openid-configuration", "invalid_request")]
    [InlineData("/common/oauth2/v2.0/authorize", "unsupported_response_type")]
    public async Task What_is_not_here_is_said_as_OAuth_does(string path, string error) =>
        Assert.Equal(error, (string?)(await GetAsync(path, HttpStatusCode.BadRequest))["error"]);

    private async Task<JsonObject> GetAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var client = service.CreateClient();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        return await answer.ReadJsonAsync();
    }
}
