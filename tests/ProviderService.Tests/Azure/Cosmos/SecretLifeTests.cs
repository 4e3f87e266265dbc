using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Azure.Cosmos;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;

namespace ProviderService.Tests.Azure.Cosmos;

/// <summary>The <c>ttl</c> of a secret as it lies in Cosmos DB: whoever rewrites it, it ends when it was to end from the beginning.</summary>
public sealed class SecretLifeTests : IAsyncLifetime
{
    private static readonly DocumentKey Owner = new("/cluster", "configuration:cfg");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();
    private readonly KeyRing _ring = new();
    private readonly DataKey _dataKey = DataKey.Create();
    private CosmosContainer _cosmos = null!;
    private SealedDocuments _documents = null!;
    private SecretStore _secrets = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cosmos = await CosmosContainer.StartAsync();
        _ring.Load([_dataKey]);
        _documents = new SealedDocuments(new CosmosDocumentStore(_cosmos.Container, _time), _ring);
        _secrets = new SecretStore(_documents, new SecretRetention(SecretRetention.Longest), _time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cosmos is not null) await _cosmos.DisposeAsync();
    }

    [Fact]
    public async Task Every_kind_of_rewrite_computes_the_ttl_of_a_secret_down_from_its_end()
    {
        var reference = await _secrets.SupplyAsync(Owner, Guid.NewGuid(), "sealed", "kid", Cancellation);
        var key = new DocumentKey(Owner.Partition, $"{SecretStore.Prefix}{reference.Id:N}");
        await AssertAsync(SecretRetention.Longest);

        await AssertAfterAnHourAsync(async () => await _secrets.KeepAsync(_secrets.Open(await FindAsync(key)), Cancellation));
        await AssertAfterAnHourAsync(async () => await _secrets.ReleaseAsync(Owner.Partition, [reference], Cancellation));
        await AssertAfterAnHourAsync(async () => await _secrets.DropOthersAsync(Owner.Partition, "another", Cancellation));
        _ring.Load([_dataKey, DataKey.Create()]);
        await AssertAfterAnHourAsync(async () => Assert.True(await _documents.ResealAsync(key, Cancellation)));

        async Task AssertAfterAnHourAsync(Func<Task> rewrite)
        {
            var before = await ItemAsync(key);
            _time.Advance(Hour);
            await rewrite();
            Assert.NotEqual((string)before["writeId"]!, (string)(await ItemAsync(key))["writeId"]!);
            await AssertAsync(reference.ExpiresAt - _time.GetUtcNow());
        }

        async Task AssertAsync(TimeSpan left) =>
            Assert.Equal((int)(left - CosmosRequests.Patience).TotalSeconds, (int)(await ItemAsync(key))["ttl"]!);
    }

    private async Task<StoredDocument> FindAsync(DocumentKey key) =>
        (await new CosmosDocumentStore(_cosmos.Container, _time).ReadAsync(key, Cancellation))!;

    private async Task<JsonObject> ItemAsync(DocumentKey key)
    {
        using var response = await _cosmos.Container.ReadItemStreamAsync(ItemId.Of(key.Id), new PartitionKey(key.Partition), cancellationToken: Cancellation);
        return (await JsonNode.ParseAsync(response.Content, cancellationToken: Cancellation))!.AsObject();
    }
}
