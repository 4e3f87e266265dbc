using System.Net;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.ResourceGroups;

/// <summary>What a group answers between the request to delete it and the end of its deletion.</summary>
public sealed class DeletingGroupTests : IAsyncDisposable
{
    private const string Version = "2021-04-01";

    private readonly TestService _service = new();
    private readonly TaskCompletionSource _deleted = new();
    private readonly HttpClient _client;

    public DeletingGroupTests() => _client = _service.SignedIn();

    public async ValueTask DisposeAsync()
    {
        _deleted.TrySetResult();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task It_has_nothing_in_it()
    {
        var cluster = await DeleteAsync();
        using var response = await _client.CallAsync(HttpMethod.Get, $"{cluster.GroupId}/resources", Version);
        Assert.Equal((HttpStatusCode.OK, "{\"value\":[]}"), (response.StatusCode, await response.ReadTextAsync()));
    }

    [Fact]
    public async Task It_takes_nothing_in()
    {
        var cluster = await DeleteAsync();
        using var group = await _client.CallAsync(HttpMethod.Put, cluster.GroupId, Version, """{"location":"eastus"}""");
        using var inside = await _client.CallAsync(HttpMethod.Put, cluster.Id, TestCluster.ApiVersion, TestCluster.Body);
        Assert.Equal(
            [(HttpStatusCode.Conflict, "ResourceGroupBeingDeleted"), (HttpStatusCode.Conflict, "ResourceGroupBeingDeleted")],
            [(group.StatusCode, await group.ReadErrorCodeAsync()), (inside.StatusCode, await inside.ReadErrorCodeAsync())]);
    }

    [Fact]
    public async Task Its_operation_is_watched_at_one_address()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        HoldSweep();
        using var deleted = await _client.CallAsync(HttpMethod.Delete, cluster.GroupId, Version);
        var location = deleted.Header("Location")!;
        using var poll = await _client.GetAsync(new Uri(location).PathAndQuery, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Accepted, location), (poll.StatusCode, poll.Header("Location")));
    }

    private async Task<TestCluster> DeleteAsync()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        HoldSweep();
        (await _client.CallAsync(HttpMethod.Delete, cluster.GroupId, Version)).EnsureSuccessStatusCode();
        return cluster;
    }

    /// <summary>Keeps the deletion from being finished.</summary>
    private void HoldSweep() => _service.Interception.BeforeDelete = () => _deleted.Task;
}
