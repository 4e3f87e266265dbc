using System.Collections.Concurrent;
using System.Globalization;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using ProviderService.Azure.Cosmos;
using ProviderService.Core.Storage;
using ProviderService.TestServers;

namespace ProviderService.StoreContract.Azure;

/// <summary>
/// What goes wrong on the way to Cosmos DB costs time and at worst an honest "not now", never an acknowledged write. Each writer counts up a
/// document of its own and one that all share, by compare-and-set, while a share of all requests goes wrong.
/// </summary>
public sealed class CosmosFaultTests : IAsyncLifetime
{
    private const int Writers = 8;
    private const int Rounds = 40;

    /// <summary>Four attempts of a write, each with its read back in three.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromTicks(16 * CosmosRequests.Patience.Ticks);

    private readonly ConcurrentQueue<TimeSpan> _latencies = new();
    private CosmosServer _server = null!;
    private FaultProxy _proxy = null!;
    private CosmosClient _client = null!;
    private CosmosClient? _direct;
    private CosmosDocumentStore _store = null!;
    private int _requests;
    private int _unavailable;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(CosmosServer.Missing is not null, CosmosServer.Missing ?? "");
        _server = await CosmosServer.StartLauncherAsync();
        _proxy = await FaultProxy.StartAsync(_server.Endpoint);
        var options = new CosmosOptions { Endpoint = _proxy.Url, Key = _server.Key, Gateway = true, CreateIfMissing = true };
        _client = CosmosClients.Create(options, new DefaultAzureCredential());
        await new CosmosStart(_client, options).CheckAsync(Cancellation);
        _store = new CosmosDocumentStore(_client.GetContainer(options.Database, options.Container), TimeProvider.System);
        await _store.ReadAsync(Key("warm"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _direct?.Dispose();
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(Fault.None, 1)]
    [InlineData(Fault.Throttled, 3)]
    [InlineData(Fault.Unavailable, 5)]
    [InlineData(Fault.CutBefore, 5)]
    [InlineData(Fault.CutAfter, 5)]
    [InlineData(Fault.Overtaken, 3)]
    public async Task No_acknowledged_write_is_lost_nor_done_twice(Fault fault, int oneIn)
    {
        await CountUpAsync(fault, oneIn, Rounds);
        Report(fault);
    }

    [Theory]
    [InlineData(Fault.StalledBefore)]
    [InlineData(Fault.StalledAfter)]
    [Trait("Run", "full")]
    public async Task No_acknowledged_write_is_lost_to_what_comes_too_late(Fault fault)
    {
        await CountUpAsync(fault, 40, Rounds);
        Report(fault);
    }

    [Fact]
    public async Task A_storm_of_429_is_waited_out_by_the_SDK_and_then_passed_on_with_the_time_to_wait()
    {
        _proxy.Decide = (_, path) => IsData(path) && Interlocked.Increment(ref _requests) > 0 ? Fault.Throttled : Fault.None;
        var failure = await Assert.ThrowsAsync<StoreThrottledException>(() => _store.ReadAsync(Key("a"), Cancellation).AsTask());
        Assert.Equal(TimeSpan.FromSeconds(1), failure.RetryAfter);
        await Assert.ThrowsAsync<StoreThrottledException>(() => _store.WriteAsync(Document("a", 1), null, Cancellation).AsTask());
        Assert.InRange(Volatile.Read(ref _requests), 20, int.MaxValue);

        _proxy.Decide = (_, _) => Fault.None;
        Assert.Null(await _store.ReadAsync(Key("a"), Cancellation));
    }

    [Fact]
    public async Task Who_cannot_reach_it_is_told_so_and_goes_on_when_it_is_back()
    {
        _proxy.Decide = (_, _) => Fault.CutBefore;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ReadAsync(Key("a"), Cancellation).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.WriteAsync(Document("a", 1), null, Cancellation).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ListAsync("partition", "", null, 10, Cancellation).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.DueAsync("", DateTimeOffset.MaxValue, 10, Cancellation).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ChangesAsync(null, Cancellation).AsTask());

        _proxy.Decide = (_, _) => Fault.None;
        Assert.NotNull(await _store.WriteAsync(Document("a", 1), null, Cancellation));
    }

    [Fact]
    public async Task A_write_that_was_done_and_overtaken_before_it_could_be_read_back_is_not_claimed()
    {
        var etag = await _store.WriteAsync(Document("a", 1), null, Cancellation);
        _proxy.Decide = (method, _) => method == "PUT" ? Fault.CutAfter : Fault.None;
        var others = new CosmosDocumentStore(Direct(), TimeProvider.System);
        _proxy.BeforeCut = async () =>
        {
            _proxy.BeforeCut = null;
            var first = await others.ReadAsync(Key("a"), Cancellation);
            await others.WriteAsync(Document("a", 3), first!.ETag, Cancellation);
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.WriteAsync(Document("a", 2), etag, Cancellation).AsTask());
        Assert.Equal(3, CountIn(await others.ReadAsync(Key("a"), Cancellation)));
    }

    private async Task CountUpAsync(Fault fault, int oneIn, int rounds)
    {
        var shared = new Ledger();
        var own = Enumerable.Range(0, Writers).Select(_ => new Ledger()).ToList();
        _proxy.Decide = (_, path) => IsData(path) && Interlocked.Increment(ref _requests) % oneIn == 0 ? fault : Fault.None;
        await Task.WhenAll(own.Select((ledger, writer) => Task.Run(async () =>
        {
            for (var round = 0; round < rounds; round++)
            {
                await IncrementAsync($"own-{writer}", ledger);
                await IncrementAsync("shared", shared);
            }
        })));

        _proxy.Decide = (_, _) => Fault.None;
        foreach (var (ledger, id) in own.Select((ledger, writer) => (ledger, $"own-{writer}")).Append((shared, "shared")))
            Assert.InRange(CountIn(await _store.ReadAsync(Key(id), Cancellation)), ledger.Acknowledged, ledger.Acknowledged + ledger.Unsettled);
        Assert.All(_latencies, latency => Assert.InRange(latency, TimeSpan.Zero, Bound));
    }

    /// <summary>Reads and writes one more than there was.</summary>
    private async Task IncrementAsync(string id, Ledger ledger)
    {
        var started = TimeProvider.System.GetTimestamp();
        var isWriting = false;
        try
        {
            var found = await _store.ReadAsync(Key(id), Cancellation);
            isWriting = true;
            if (await _store.WriteAsync(Document(id, CountIn(found) + 1), found?.ETag, Cancellation) is not null) ledger.Acknowledge();
        }
        catch (StoreUnavailableException)
        {
            Interlocked.Increment(ref _unavailable);
            if (isWriting) ledger.Unsettle();
        }

        _latencies.Enqueue(TimeProvider.System.GetElapsedTime(started));
    }

    private void Report(Fault fault)
    {
        var sorted = _latencies.Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{fault}: {sorted.Count} increments, {_unavailable} answered 'not now', p50 {sorted[sorted.Count / 2].TotalMilliseconds:F1} ms, p99 {sorted[sorted.Count * 99 / 100].TotalMilliseconds:F1} ms, longest {sorted[^1].TotalMilliseconds:F1} ms"));
    }

    /// <summary>Past the proxy, as another replica.</summary>
    private Container Direct()
    {
        _direct = CosmosClients.Create(new CosmosOptions { Endpoint = _server.Endpoint, Key = _server.Key, Gateway = true }, new DefaultAzureCredential());
        return _direct.GetContainer("provider", "resources");
    }

    private static bool IsData(string path) => path.Contains("/docs", StringComparison.Ordinal);

    private static DocumentKey Key(string id) => new("partition", id);

    private static Document Document(string id, int count) => new(Key(id), Guid.NewGuid().ToString("N"), null, BitConverter.GetBytes(count));

    private static int CountIn(StoredDocument? stored) => stored is null ? 0 : BitConverter.ToInt32(stored.Document.Body.Span);

    /// <summary>What one document must have counted.</summary>
    private sealed class Ledger
    {
        private int _acknowledged;
        private int _unsettled;

        public int Acknowledged => _acknowledged;

        /// <summary>Writes that may have happened or not.</summary>
        public int Unsettled => _unsettled;

        public void Acknowledge() => Interlocked.Increment(ref _acknowledged);

        public void Unsettle() => Interlocked.Increment(ref _unsettled);
    }
}
