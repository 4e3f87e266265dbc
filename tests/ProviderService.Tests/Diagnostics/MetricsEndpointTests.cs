using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Identity;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Diagnostics;

[Collection(MetricsAlone.Name)]
public sealed class MetricsEndpointTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Without_a_token_there_are_no_metrics()
    {
        using var response = await service.CreateClient().GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Only_an_administrator_gets_metrics()
    {
        var claims = LocalAdministrator.Claims;
        claims.Remove(CallerClaims.Roles);
        using var client = service.CreateClient();
        var token = service.Services.GetRequiredService<LocalTokens>().Issue(claims, TimeSpan.FromDays(1));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationFailed"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task The_administrator_gets_metrics_in_the_text_format()
    {
        using var response = await service.SignedIn().GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("# TYPE dotnet_process_memory_working_set_bytes gauge\n", await response.ReadTextAsync(), StringComparison.Ordinal);
    }
}
