using System.Diagnostics;
using System.Security.Cryptography;
using ProviderService.Azure.Cosmos;
using ProviderService.Core.Storage;
using ProviderService.Tests.Diagnostics;
using ProviderService.TestServers;

namespace ProviderService.Tests.Azure.Cosmos;

public sealed class CosmosInstrumentationTests : IAsyncLifetime
{
    private const string Diagnostics = "providerservice.cosmos.diagnostics";

    private static readonly DocumentKey Key = new("partition", "a");
    private static readonly byte[] Body = RandomNumberGenerator.GetBytes(64);

    private CosmosContainer _cosmos = null!;
    private CosmosDocumentStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cosmos = await CosmosContainer.StartAsync();
        _store = new CosmosDocumentStore(_cosmos.Container, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cosmos is not null) await _cosmos.DisposeAsync();
    }

    [Fact]
    public async Task Every_operation_says_what_it_cost_and_how_it_ended()
    {
        using var recorder = new Recorder();
        Assert.Null(await _store.ReadAsync(Key, Cancellation));
        var etag = await WriteAsync();
        await _store.ListAsync(Key.Partition, "", null, 10, Cancellation);
        await _store.DueAsync("", DateTimeOffset.MaxValue, 10, Cancellation);
        await _store.ChangesAsync(IDocumentStore.Beginning, Cancellation);
        await _store.DeleteAsync(Key, etag!, Cancellation);
        string[] expected =
        [
            "operation=read status=404", "operation=write status=201", "operation=list status=200", "operation=due status=200",
            "operation=changes status=200", "operation=delete status=200",
        ];
        var charges = recorder.Of("providerservice.cosmos.request.charge").ToList();
        Assert.All(expected, labels => Assert.Contains(charges, charge => charge.Labels == labels && charge.Value > 0));
    }

    [Theory]
    [InlineData(Fault.Throttled, "429")]
    [InlineData(Fault.Unavailable, "503")]
    public async Task A_span_has_the_diagnostics_of_what_went_wrong_and_nothing_that_was_written(Fault fault, string status)
    {
        using var span = new Activity("request").Start();
        _cosmos.Way.Decide = (method, path) => method == "POST" && path.EndsWith("/docs", StringComparison.Ordinal) ? fault : Fault.None;
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(WriteAsync);
        var diagnostics = Assert.IsType<string>(span.GetTagItem(Diagnostics));
        Assert.Contains(status, diagnostics, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Body), diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_of_what_went_well_has_its_cost_and_no_diagnostics()
    {
        using var span = new Activity("request").Start();
        await WriteAsync();
        Assert.Equal(201, span.GetTagItem("db.cosmosdb.status_code"));
        Assert.Null(span.GetTagItem(Diagnostics));
    }

    private Task<string?> WriteAsync() => _store.WriteAsync(new Document(Key, Guid.NewGuid().ToString("N"), null, Body), null, Cancellation).AsTask();
}
