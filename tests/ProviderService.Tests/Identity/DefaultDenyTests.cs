using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Agents;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity;

public sealed class DefaultDenyTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public void Only_what_has_to_be_open_allows_anonymous_callers()
    {
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Equal(
            [
                "/", AgentPaths.Cluster + "/ping", "/common/discovery/instance", "/hangfire/sign-in", "/healthz/live", "/healthz/ready", "/metadata/endpoints",
                "/{tenant}/.well-known/openid-configuration",
                "/{tenant}/discovery/v2.0/keys", "/{tenant}/oauth2/authorize", "/{tenant}/oauth2/token", "/{tenant}/oauth2/v2.0/authorize",
                "/{tenant}/oauth2/v2.0/token", "/{tenant}/v2.0/.well-known/openid-configuration",
            ],
            open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/swagger/index.html")]
    [InlineData("/swagger/sourceControlConfigurations-2023-05-01/swagger.json")]
    public async Task The_description_of_the_service_is_open(string path) => Assert.Equal(HttpStatusCode.OK, await GetAsync(path));

    [Fact]
    public async Task The_address_of_the_service_leads_to_its_description()
    {
        using var client = service.CreateClient();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "/swagger/index.html"), (answer.StatusCode, answer.RequestMessage!.RequestUri!.AbsolutePath));
    }

    [Theory]
    [InlineData("/subscriptions")]
    [InlineData(TestService.Subscription + "/resourceGroups/g?api-version=2021-04-01")]
    [InlineData(TestService.Subscription + "/resourceGroups/g")]
    [InlineData("/unknown")]
    [InlineData("/healthz")]
    [InlineData("/subscriptions//unknown")]
    public async Task All_else_is_closed(string path) => Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(path));

    private async Task<HttpStatusCode> GetAsync(string path)
    {
        using var answer = await service.CreateClient().GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
