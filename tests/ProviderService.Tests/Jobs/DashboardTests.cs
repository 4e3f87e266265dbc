using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Identity;
using ProviderService.Jobs.Dashboard;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Jobs;

/// <summary>Who gets to the dashboard, without a browser and not on the machine itself.</summary>
public sealed class DashboardTests(TestService service) : IClassFixture<TestService>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/recurring")]
    [InlineData("/hangfire/css18120")]
    public async Task Without_a_token_nothing_is_shown(string path)
    {
        using var client = service.CreateClient();
        using var answer = await client.GetAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_token_of_the_administrator_opens_it()
    {
        using var client = service.SignedIn();
        using var answer = await client.GetAsync("/hangfire", Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Another_machine_cannot_sign_in_by_the_form()
    {
        using var client = service.CreateClient();
        using var answer = await client.PostAsync(SignIn.Path, new FormUrlEncodedContent([new("token", "any")]), Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_opens_the_dashboard_for_an_hour_and_nothing_else()
    {
        using var client = service.CreateClient();
        var administrator = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
            [new("roles", LocalAdministrator.Role)], "test", "name", "roles"));
        client.DefaultRequestHeaders.Add("Cookie", $"{DashboardAuthentication.Cookie}={service.Services.GetRequiredService<DashboardSessions>().Open(administrator)}");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/hangfire"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/subscriptions?api-version=2021-04-01"));
        service.Time.Advance(DashboardSessions.Lifetime);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/hangfire"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancelled);
        return answer.StatusCode;
    }
}
