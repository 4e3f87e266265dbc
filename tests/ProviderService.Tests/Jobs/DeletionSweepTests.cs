using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Storage;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Jobs;

public sealed class DeletionSweepTests(TestService service) : IClassFixture<TestService>
{
    private readonly HttpClient _client = service.SignedIn();

    private IDocumentStore Store => service.Services.GetRequiredService<IDocumentStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_opened_holds_up_nothing_behind_it()
    {
        // More than two batches, due since long ago.
        for (var number = 0; number < 250; number++)
            await Store.WriteAsync(new Document(new DocumentKey($"/broken/{number}", "cluster"), $"{number}", DateTimeOffset.UnixEpoch, new byte[100]), null, Cancellation);
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        await cluster.DeleteAsync();
        await service.SweepAsync();
        Assert.Empty((await Store.ListAsync(cluster.Id.ToLowerInvariant(), "", null, 10, Cancellation)).Documents);
    }
}
