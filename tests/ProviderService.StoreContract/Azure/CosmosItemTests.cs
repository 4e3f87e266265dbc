using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using ProviderService.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract.Azure;

/// <summary>What lies in Cosmos DB after each kind of write, as another client of the account sees it.</summary>
public sealed class CosmosItemTests(CosmosContainers containers) : IClassFixture<CosmosContainers>, IAsyncLifetime
{
    private const int Day = 24 * 60 * 60;

    /// <summary>Between the write and its check.</summary>
    private const int Tolerance = 60;

    private static readonly DocumentKey Key = new("partition", "a");

    private Container _container = null!;
    private CosmosDocumentStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _container = await containers.CreateAsync();
        _store = new CosmosDocumentStore(_container, TimeProvider.System);
    }

    public async ValueTask DisposeAsync() => await _container.DeleteContainerAsync();

    [Fact]
    public async Task An_item_shows_what_the_store_is_given_and_three_members_of_its_own()
    {
        await WriteAsync(Now.AddDays(2), null, Now);
        var names = (await ItemAsync()).Select(member => member.Key).Where(name => name[0] != '_');
        Assert.Equal(["body", "deleted", "dueAt", "expiresAt", "id", "partition", "ttl", "writeId"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_has_no_end_has_no_ttl()
    {
        await WriteAsync(null, null);
        Assert.Null(await TtlAsync());
    }

    [Fact]
    public async Task Every_rewrite_computes_the_ttl_down_from_the_end()
    {
        var etag = await WriteAsync(Now.AddDays(2), null);
        Assert.InRange((await TtlAsync())!.Value, 2 * Day - Tolerance, 2 * Day - (int)CosmosRequests.Patience.TotalSeconds);
        etag = await WriteAsync(Now.AddDays(1), etag);
        Assert.InRange((await TtlAsync())!.Value, Day - Tolerance, Day - (int)CosmosRequests.Patience.TotalSeconds);
        etag = await WriteAsync(Now.AddHours(-1), etag);
        Assert.Equal(1, await TtlAsync());
    }

    [Fact]
    public async Task A_rewrite_that_takes_the_end_away_takes_the_ttl_away()
    {
        await WriteAsync(null, await WriteAsync(Now.AddDays(2), null));
        Assert.Null(await TtlAsync());
    }

    [Fact]
    public async Task A_tombstone_lives_for_a_day_and_has_no_content()
    {
        await _store.DeleteAsync(Key, await WriteAsync(Now.AddDays(2), null, Now), Cancellation);
        var tombstone = await ItemAsync();
        Assert.Equal((Day, true, ""), ((int)tombstone["ttl"]!, (bool)tombstone["deleted"]!, (string)tombstone["body"]!));
        Assert.False(tombstone.ContainsKey("dueAt") || tombstone.ContainsKey("expiresAt"));
    }

    [Fact]
    public async Task Creating_anew_clears_the_ttl_of_the_tombstone()
    {
        await _store.DeleteAsync(Key, await WriteAsync(null, null), Cancellation);
        await WriteAsync(null, null);
        Assert.Null(await TtlAsync());
    }

    [Fact]
    public async Task Creating_anew_gives_the_place_of_a_tombstone_a_ttl_of_its_own()
    {
        await _store.DeleteAsync(Key, await WriteAsync(null, null), Cancellation);
        await WriteAsync(Now.AddHours(1), null);
        Assert.InRange((await TtlAsync())!.Value, 3600 - Tolerance, 3600);
    }

    [Fact]
    public async Task An_item_past_its_end_goes_though_nobody_deletes_it()
    {
        await WriteAsync(Now.AddHours(-1), null);
        while (await FindAsync() is not null) await Task.Yield();
        Assert.Null(await _store.ReadAsync(Key, Cancellation));
    }

    private async Task<string> WriteAsync(DateTimeOffset? expiresAt, string? expected, DateTimeOffset? dueAt = null)
    {
        var document = new Document(Key, Guid.NewGuid().ToString("N"), dueAt, new byte[] { 1 }) { ExpiresAt = expiresAt };
        return (await _store.WriteAsync(document, expected, Cancellation))!;
    }

    private async Task<int?> TtlAsync() => (int?)(await ItemAsync())["ttl"];

    private async Task<JsonObject> ItemAsync() => await FindAsync() ?? throw new InvalidOperationException("There is no item.");

    private async Task<JsonObject?> FindAsync()
    {
        using var response = await _container.ReadItemStreamAsync(Key.Id, new PartitionKey(Key.Partition), cancellationToken: Cancellation);
        return response.IsSuccessStatusCode ? await JsonSerializer.DeserializeAsync<JsonObject>(response.Content, cancellationToken: Cancellation) : null;
    }
}
