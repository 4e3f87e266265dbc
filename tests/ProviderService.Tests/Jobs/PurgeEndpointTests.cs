using System.Net;
using ProviderService.Core.Secrets;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.SourceControlConfigurations;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Jobs;

public sealed class PurgeEndpointTests
{
    [Fact]
    public async Task The_administrator_has_what_is_due_purged_at_once()
    {
        await using var service = new TestService();
        using var pair = new ClusterKeyPair();
        var cluster = await CredentialCluster.CreateAsync(service, pair);
        Assert.Equal(HttpStatusCode.Created, await cluster.SupplyAsync("hunter2"));
        service.Time.Advance(SecretRetention.Longest);
        Assert.Single(await cluster.StoredAsync());

        using var answer = await service.SignedIn().PostAsync(new Uri("/admin/v1/purge", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(await cluster.StoredAsync());
    }
}
