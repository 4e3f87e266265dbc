using System.Net;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.Subscriptions;

public sealed class SubscriptionEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private const string Id = "00000000-0000-0000-0000-000000000000";

    private const string Body =
        $$$"""{"id":"/subscriptions/{{{Id}}}","authorizationSource":"RoleBased","managedByTenants":[],"subscriptionId":"{{{Id}}}","tenantId":"{{{Id}}}","displayName":"ProviderService","state":"Enabled","subscriptionPolicies":{"locationPlacementId":"Public_2014-09-01","quotaId":"PayAsYouGo_2014-09-01","spendingLimit":"Off"}}""";

    private readonly HttpClient _client = service.SignedIn();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_subscription_is_there_from_the_start()
    {
        using var response = await _client.GetAsync($"/subscriptions/{Id}?api-version=2022-12-01", Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Body, await response.ReadTextAsync());
    }

    [Fact]
    public async Task The_list_has_it()
    {
        using var response = await _client.GetAsync("/subscriptions?api-version=2022-12-01", Cancellation);
        Assert.Equal($$"""{"value":[{{Body}}]}""", await response.ReadTextAsync());
    }

    [Theory]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    [InlineData("mine")]
    public async Task There_is_no_other(string id)
    {
        using var response = await _client.GetAsync($"/subscriptions/{id}?api-version=2022-12-01", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("SubscriptionNotFound", await response.ReadErrorCodeAsync());
    }
}
