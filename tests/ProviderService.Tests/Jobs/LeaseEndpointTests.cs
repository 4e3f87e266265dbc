using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Jobs;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Jobs;

public sealed class LeaseEndpointTests : IAsyncDisposable
{
    private readonly TestService _service = new();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_lease_is_listed_while_it_is_held()
    {
        Assert.Empty(await ListAsync());
        await _service.Services.GetRequiredService<SharedPurge>().RunAsync(TestContext.Current.CancellationToken);

        var lease = Assert.Single(await ListAsync())!;
        Assert.Equal("purge", (string?)lease["name"]);
        Assert.NotEqual(Guid.Empty, (Guid)lease["holder"]!);
        Assert.Equal(TestService.Start + SharedPurge.LeaseDuration, (DateTimeOffset)lease["expiresAt"]!);

        _service.Time.Advance(SharedPurge.LeaseDuration);
        Assert.Empty(await ListAsync());
    }

    private async Task<JsonArray> ListAsync()
    {
        using var response = await _service.SignedIn().GetAsync(new Uri("/admin/v1/leases", UriKind.Relative), TestContext.Current.CancellationToken);
        return (await response.ReadJsonAsync())["value"]!.AsArray();
    }
}
