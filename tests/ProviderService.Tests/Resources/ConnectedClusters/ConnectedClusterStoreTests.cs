using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Arm;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.SourceControlConfigurations;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Resources.ConnectedClusters;

/// <summary>What has to follow a write follows it, though the caller has left.</summary>
public sealed class ConnectedClusterStoreTests(TestService service) : IClassFixture<TestService>
{
    private readonly HttpClient _client = service.SignedIn();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_whose_group_went_is_taken_back()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var id = ResourceId.Parse(cluster.Id.Replace("/C1", "/c2", StringComparison.Ordinal));
        using var caller = LeaveAfterWriteOf(id);
        service.Interception.BeforeWrite = async () =>
        {
            (await _client.CallAsync(HttpMethod.Delete, cluster.GroupId, "2021-04-01")).EnsureSuccessStatusCode();
            await service.SweepAsync();
        };
        await Assert.ThrowsAsync<ArmException>(() => PutAsync(id, "", caller.Token));
        await service.SweepAsync();
        Assert.Null(await service.Services.GetRequiredService<ConnectedClusterStore>().FindAsync(id, Cancellation));
    }

    [Fact]
    public async Task Secrets_of_another_key_are_due_at_once()
    {
        using var before = new ClusterKeyPair();
        using var after = new ClusterKeyPair();
        var cluster = await CredentialCluster.CreateAsync(service, before);
        await cluster.SupplyAsync("secret");
        var id = ResourceId.Parse(cluster.Cluster.Id);
        using var caller = LeaveAfterWriteOf(id);
        await PutAsync(id, after.PublicKey, caller.Token);
        var due = await service.Services.GetRequiredService<IDocumentStore>().DueAsync(SecretStore.Prefix, service.Time.GetUtcNow(), 100, Cancellation);
        Assert.Contains(due, secret => secret.Document.Key.Partition == id.Key);
    }

    private CancellationTokenSource LeaveAfterWriteOf(ResourceId id)
    {
        var caller = new CancellationTokenSource();
        service.Interception.Matches = key => key == ConnectedClusterKeys.KeyOf(id);
        service.Interception.AfterWrite = caller.CancelAsync;
        return caller;
    }

    private async Task PutAsync(ResourceId id, string publicKey, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(
            $$$"""{"location":"eastus","identity":{"type":"None"},"properties":{"agentPublicKeyCertificate":"{{{publicKey}}}"}}""");
        var request = ConnectedClusterRequest.Read(id.Name, ConnectedClusterType.Instance.Versions[0], new JsonMembers(body.RootElement, "", new Faults()));
        await service.Services.GetRequiredService<ConnectedClusterStore>().PutAsync(
            id, request, new ConnectedClusterCaller(new Principal("somebody", "User"), null), Preconditions.None, cancellationToken);
    }
}
