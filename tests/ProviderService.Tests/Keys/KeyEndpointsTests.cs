using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Documents;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Keys;

public sealed class KeyEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task A_rotation_goes_from_waiting_to_active_and_the_old_key_from_retiring_to_retired()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using (var rotated = await _client.PostAsync("/admin/v1/keys/rotate", null, Cancellation))
        {
            Assert.Equal(HttpStatusCode.Accepted, rotated.StatusCode);
            Assert.Equal("Waiting", (string?)(await rotated.ReadJsonAsync())["state"]);
        }

        Assert.Equal(["Active", "Waiting"], await StatesAsync());
        await SettleAsync();
        Assert.Equal(["Retiring", "Active"], await StatesAsync());
        await SettleAsync();
        using var resealed = await _client.PostAsync("/admin/v1/keys/reseal", null, Cancellation);
        Assert.Equal(0, (int)(await resealed.ReadJsonAsync())["left"]!);
        Assert.Equal(["Retired", "Active"], await StatesAsync());
        using var read = await _client.CallAsync(HttpMethod.Get, cluster.Id, TestCluster.ApiVersion);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/admin/v1/keys")]
    [InlineData("POST", "/admin/v1/keys/rotate")]
    public async Task Nobody_but_the_administrator_gets_in(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var refused = await service.CreateClient().SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task SettleAsync()
    {
        service.Time.Advance(KeyNotice.Default.Duration);
        await service.Services.GetRequiredService<KeyRingLoader>().LoadAsync(Cancellation);
    }

    private async Task<IEnumerable<string?>> StatesAsync()
    {
        using var answer = await _client.GetAsync("/admin/v1/keys", Cancellation);
        return (await answer.ReadJsonAsync())["value"]!.AsArray().Select(key => (string?)key!["state"]).ToList();
    }
}
