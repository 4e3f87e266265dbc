using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Tests.Diagnostics;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>Configurations against the fate of their cluster and against each other.</summary>
public sealed class SourceControlConfigurationStoreTests : IAsyncDisposable
{
    private const int Most = SourceControlConfigurationStore.MaxPerCluster;

    private readonly TestService _service = new();
    private readonly HttpClient _client;

    public SourceControlConfigurationStoreTests() => _client = _service.SignedIn();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_configuration_that_loses_its_cluster_while_it_is_made_is_taken_back()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        Intercept("cfg", () => DeleteAsync(cluster));
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal((HttpStatusCode.NotFound, "gateway"), (response.StatusCode, response.Header("x-ms-failure-cause")));
        Assert.Empty(await StoredAsync(cluster));
    }

    [Fact]
    public async Task It_is_taken_back_also_when_its_caller_has_left()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var caller = new CancellationTokenSource();
        Intercept("cfg", () => DeleteAsync(cluster));
        _service.Interception.AfterWrite = caller.CancelAsync;
        await Assert.ThrowsAsync<ArmException>(() => PutAsync(cluster, "cfg", caller.Token));
        Assert.Empty(await StoredAsync(cluster));
    }

    [Fact]
    public async Task It_is_taken_back_also_when_somebody_has_changed_it()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        Intercept("cfg", () => DeleteAsync(cluster));
        _service.Interception.BeforeDelete = RewriteAsync;
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await StoredAsync(cluster));

        async Task RewriteAsync()
        {
            var found = await Documents.ReadAsync(Assert.Single(await StoredAsync(cluster)).Document.Key, Type, Cancellation);
            await Documents.WriteAsync(found!.Key, found.Value, Type, found.ETag, Cancellation);
        }
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
    public async Task Of_two_creations_that_see_each_other_in_the_last_place_one_gets_it()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await Task.WhenAll(Enumerable.Range(2, Most - 1).Select(number => cluster.PutAsync($"cfg-{number}")));
        var (decided, written, seen) = (new Meeting(2), new Meeting(2), new Meeting(2));
        _service.Interception.Matches = key => key.Id is "configuration:a" or "configuration:b";
        _service.Interception.BeforeWrite = decided.JoinAsync;
        _service.Interception.AfterWrite = written.JoinAsync;
        _service.Interception.BeforeDelete = seen.JoinAsync;
        _service.Interception.Repeats = true;
        var responses = await Task.WhenAll(cluster.PutAsync("a"), cluster.PutAsync("b"));
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], responses.Select(response => response.StatusCode).Order());
        Assert.Equal(Most, (await StoredAsync(cluster)).Count);
    }

    [Fact]
    public async Task Configurations_are_not_opened_to_be_counted()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await Task.WhenAll(Enumerable.Range(1, 10).Select(number => cluster.PutAsync($"cfg-{number}")));
        using var recorder = new Recorder();
        await PutAsync(cluster, "cfg-11", Cancellation);
        Assert.True(recorder.Of("providerservice.envelope.operations").Count(call => call.Labels.StartsWith("operation=open", StringComparison.Ordinal)) < 10);
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
        await _service.SweepAsync();
        await cluster.CreateAgainAsync();
        await Store.WriteAsync(left.Document, null, TestContext.Current.CancellationToken);
    }

    /// <summary>PUTs without HTTP, for callers who leave at a moment of the test's choice.</summary>
    private Task<PutOutcome> PutAsync(TestCluster cluster, string name, CancellationToken cancellationToken)
    {
        var version = SourceControlConfigurationType.Instance.Versions[^1];
        using var body = JsonDocument.Parse("{}");
        var request = SourceControlConfigurationRequest.Read(name, version, new JsonMembers(body.RootElement, "", new Faults()));
        return _service.Services.GetRequiredService<SourceControlConfigurationStore>().PutAsync(
            ResourceId.Parse($"{cluster.Configurations}/{name}"), request, Preconditions.None, new Principal("somebody", "User"), cancellationToken).AsTask();
    }

    private async Task DeleteAsync(TestCluster cluster)
    {
        await cluster.DeleteAsync();
        await _service.SweepAsync();
    }

    private void Intercept(string name, Func<Task> action)
    {
        _service.Interception.Matches = key => key.Id == $"configuration:{name}";
        _service.Interception.BeforeWrite = action;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static JsonTypeInfo<SourceControlConfigurationDocument> Type => DocumentJson.Default.SourceControlConfigurationDocument;

    private SealedDocuments Documents => _service.Services.GetRequiredService<SealedDocuments>();

    private IDocumentStore Store => _service.Services.GetRequiredService<IDocumentStore>();

    private async Task<IReadOnlyList<StoredDocument>> StoredAsync(TestCluster cluster) =>
        (await Store.ListAsync(cluster.Id.ToLowerInvariant(), "configuration:", null, 2 * Most, TestContext.Current.CancellationToken)).Documents;
}
