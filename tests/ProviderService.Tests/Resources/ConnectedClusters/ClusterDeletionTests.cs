using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Arm;
using ProviderService.Core.Storage;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.ConnectedClusters;

/// <summary>What a deletion leaves, also when it meets others or is cut off.</summary>
public sealed class ClusterDeletionTests : IAsyncDisposable
{
    private readonly TestService _service = new();
    private readonly HttpClient _client;

    public ClusterDeletionTests() => _client = _service.SignedIn();

    private IDocumentStore Store => _service.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task A_deletion_empties_the_cluster_at_once_and_its_partition_in_the_end()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        await cluster.DeleteAsync();
        using var get = await cluster.GetAsync("cfg");
        await _service.SweepAsync();
        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
        Assert.Empty(await PartitionAsync(cluster.Id));
    }

    [Fact]
    public async Task A_deletion_is_watched_by_its_operation()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var deleted = await _client.CallAsync(HttpMethod.Delete, cluster.Id, TestCluster.ApiVersion);
        Assert.Equal((HttpStatusCode.Accepted, "null"), (deleted.StatusCode, await deleted.ReadTextAsync()));
        await _service.SweepAsync();
        using var status = await _client.GetAsync(new Uri(deleted.Header("Azure-AsyncOperation")!).PathAndQuery, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "Succeeded"), (status.StatusCode, (string?)(await status.ReadJsonAsync())["status"]));
    }

    [Fact]
    public async Task A_cluster_that_is_made_again_is_empty_and_listed()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        await cluster.DeleteAsync();
        await _service.SweepAsync();
        await cluster.CreateAgainAsync();
        Assert.Empty(await cluster.ListAsync());
        Assert.Single(await IndexAsync(cluster));
    }

    [Fact]
    public async Task Deleting_a_group_removes_clusters_configurations_and_their_traces()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        (await _client.CallAsync(HttpMethod.Delete, cluster.GroupId, "2021-04-01")).EnsureSuccessStatusCode();
        using var get = await cluster.GetAsync("cfg");
        Assert.Equal("ResourceGroupNotFound", await get.ReadErrorCodeAsync());
        await _service.SweepAsync();
        Assert.Empty(await PartitionAsync(cluster.Id));
        Assert.Empty(await PartitionAsync(TestService.Subscription));
    }

    [Fact]
    public async Task A_cluster_whose_group_goes_while_it_is_made_is_taken_back()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var path = cluster.Id.Replace("/C1", "/c2", StringComparison.Ordinal);
        _service.Interception.Matches = key => key == new DocumentKey(path.ToLowerInvariant(), "cluster");
        _service.Interception.BeforeWrite = async () =>
        {
            (await _client.CallAsync(HttpMethod.Delete, cluster.GroupId, "2021-04-01")).EnsureSuccessStatusCode();
            await _service.SweepAsync();
        };
        var body = """{"location":"eastus","identity":{"type":"None"},"properties":{"agentPublicKeyCertificate":""}}""";
        using var response = await _client.CallAsync(HttpMethod.Put, path, TestCluster.ApiVersion, body);
        Assert.Equal((HttpStatusCode.NotFound, "ResourceGroupNotFound"), (response.StatusCode, await response.ReadErrorCodeAsync()));
        await _service.SweepAsync();
        Assert.Empty(await PartitionAsync(path));
    }

    [Fact]
    public async Task A_child_that_changes_while_it_is_swept_does_not_outlive_its_cluster()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        var key = new DocumentKey(cluster.Id.ToLowerInvariant(), "configuration:cfg");
        _service.Interception.Matches = changed => changed == key;
        _service.Interception.BeforeDelete = () => ChangeAsync(key);
        await DeleteQuietlyAsync(ResourceId.Parse(cluster.Id));
        Assert.Empty(await PartitionAsync(cluster.Id));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    /// <summary>Deletes without a word to the sweep in the background, which would come in between.</summary>
    private async Task DeleteQuietlyAsync(ResourceId id)
    {
        var clusters = _service.Services.GetRequiredService<ConnectedClusterStore>();
        var groupUid = (await clusters.FindAsync(id, TestContext.Current.CancellationToken))!.Value.GroupUid;
        await clusters.MarkDeletedAsync(id, groupUid, Preconditions.None, TestContext.Current.CancellationToken);
        var marked = await clusters.FindAsync(id, TestContext.Current.CancellationToken);
        await _service.Services.GetRequiredService<ClusterDeletion>().CompleteAsync(marked!, TestContext.Current.CancellationToken);
    }

    private async Task ChangeAsync(DocumentKey key)
    {
        var stored = await Store.ReadAsync(key, TestContext.Current.CancellationToken);
        var changed = stored!.Document with { WriteId = Guid.NewGuid().ToString("N") };
        await Store.WriteAsync(changed, stored.ETag, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<StoredDocument>> PartitionAsync(string id) =>
        (await Store.ListAsync(id.ToLowerInvariant(), "", null, 100, TestContext.Current.CancellationToken)).Documents;

    private async Task<IEnumerable<StoredDocument>> IndexAsync(TestCluster cluster) =>
        (await PartitionAsync(TestService.Subscription)).Where(document =>
            document.Document.Key.Id.StartsWith($"cluster-index:{cluster.GroupId.Split('/')[^1].ToLowerInvariant()}:", StringComparison.Ordinal));
}
