using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Storage;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>Configurations against the fate of their cluster and against each other.</summary>
public sealed class SourceControlConfigurationStoreTests(TestService service) : IClassFixture<TestService>
{
    private const int Most = SourceControlConfigurationStore.MaxPerCluster;

    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task A_configuration_that_loses_its_cluster_while_it_is_made_is_taken_back()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        Intercept("cfg", async () =>
        {
            await cluster.DeleteAsync();
            await service.SweepAsync();
        });
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal((HttpStatusCode.NotFound, "gateway"), (response.StatusCode, response.Header("x-ms-failure-cause")));
        Assert.Empty(await StoredAsync(cluster));
    }

    [Fact]
    public async Task A_configuration_of_an_earlier_cluster_is_absent()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await AbandonAsync(cluster, "cfg");
        using var get = await cluster.GetAsync("cfg");
        using var delete = await cluster.DeleteAsync("cfg");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (get.StatusCode, delete.StatusCode));
        Assert.Empty(await cluster.ListAsync());
    }

    [Fact]
    public async Task A_configuration_of_an_earlier_cluster_is_replaced_by_a_creation()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await AbandonAsync(cluster, "cfg");
        using var response = await cluster.PutAsync("CFG", headers: headers => headers.Add("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("CFG", (string?)Assert.Single(await cluster.ListAsync())!["name"]);
    }

    [Fact]
    public async Task A_full_cluster_takes_updates_but_no_more_configurations()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await Task.WhenAll(Enumerable.Range(1, Most).Select(number => cluster.PutAsync($"cfg-{number}")));
        using var update = await cluster.PutAsync("CFG-1");
        using var create = await cluster.PutAsync("cfg-101");
        Assert.Equal(HttpStatusCode.OK, update.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "QuotaExceeded"), (create.StatusCode, await create.ReadErrorCodeAsync()));
        Assert.Equal(Most, (await cluster.ListAsync()).Count);
    }

    [Fact]
    public async Task Two_creations_that_race_for_the_last_place_never_both_stay()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await Task.WhenAll(Enumerable.Range(2, Most - 1).Select(number => cluster.PutAsync($"cfg-{number}")));
        Intercept("slow", async () => (await cluster.PutAsync("fast")).EnsureSuccessStatusCode());
        using var response = await cluster.PutAsync("slow");
        Assert.Equal((HttpStatusCode.Conflict, "QuotaExceeded"), (response.StatusCode, await response.ReadErrorCodeAsync()));
        Assert.Equal(Most, (await StoredAsync(cluster)).Count);
    }

    [Fact]
    public async Task A_put_that_is_overtaken_is_decided_anew()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        Intercept("cfg", () => cluster.PutAsync("cfg"));
        using var response = await cluster.PutAsync("cfg", headers: headers => headers.Add("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    /// <summary>Leaves a configuration behind as a deletion would whose sweep has not come by: under a cluster of that name that is gone.</summary>
    private async Task AbandonAsync(TestCluster cluster, string name)
    {
        await cluster.PutAsync(name);
        var left = Assert.Single(await StoredAsync(cluster));
        await cluster.DeleteAsync();
        await service.SweepAsync();
        await cluster.CreateAgainAsync();
        await Store.WriteAsync(left.Document, null, TestContext.Current.CancellationToken);
    }

    private void Intercept(string name, Func<Task> action)
    {
        service.Interception.Matches = key => key.Id == $"configuration:{name}";
        service.Interception.BeforeWrite = action;
    }

    private IDocumentStore Store => service.Services.GetRequiredService<IDocumentStore>();

    private async Task<IReadOnlyList<StoredDocument>> StoredAsync(TestCluster cluster) =>
        (await Store.ListAsync(cluster.Id.ToLowerInvariant(), "configuration:", null, 2 * Most, TestContext.Current.CancellationToken)).Documents;
}
