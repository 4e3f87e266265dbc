using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Secrets;

public sealed class SecretStoreTests
{
    private static readonly DocumentKey Owner = new("cluster", "configuration");
    private static readonly TimeSpan Life = TimeSpan.FromHours(48);

    private readonly MemoryDocumentStore _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly DateTimeOffset _start;
    private readonly Guid _uid = Guid.NewGuid();
    private readonly SecretStore _secrets;

    public SecretStoreTests()
    {
        var ring = new KeyRing();
        ring.Load([DataKey.Create()]);
        _secrets = new SecretStore(new SealedDocuments(_store, ring), new SecretRetention(Life), _time);
        _start = _time.GetUtcNow();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_read_until_the_tick_at_which_it_expires()
    {
        var reference = await SupplyAsync();
        _time.Advance(Life - TimeSpan.FromTicks(1));
        Assert.Equal("content", await ReadAsync(Owner, _uid, reference));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await ReadAsync(Owner, _uid, reference));
    }

    [Fact]
    public async Task A_secret_is_read_for_its_owner_alone()
    {
        var reference = await SupplyAsync();
        Assert.Null(await ReadAsync(Owner with { Id = "other" }, _uid, reference));
        Assert.Null(await ReadAsync(Owner with { Partition = "other" }, _uid, reference));
        Assert.Null(await ReadAsync(Owner, Guid.NewGuid(), reference));
    }

    [Fact]
    public async Task A_new_secret_is_checked_after_its_grace() =>
        Assert.Equal(_start + SecretRetention.Grace, await DueAsync(await SupplyAsync()));

    [Fact]
    public async Task A_secret_that_is_kept_is_due_when_it_is_to_be_purged()
    {
        var reference = await SupplyAsync();
        await KeepAsync(reference);
        Assert.Equal(_start + Life - TimeSpan.FromMinutes(2), await DueAsync(reference));
    }

    [Fact]
    public async Task A_secret_that_somebody_else_wrote_is_not_kept()
    {
        var reference = await SupplyAsync();
        var read = _secrets.Open((await StoredAsync(reference))!);
        await _secrets.ReleaseAsync(Owner.Partition, [reference], Cancelled);
        await _secrets.KeepAsync(read, Cancelled);
        Assert.Equal(_start + SecretRetention.Grace, await DueAsync(reference));
    }

    [Fact]
    public async Task A_secret_that_is_released_is_checked_after_another_grace()
    {
        var reference = await SupplyAsync();
        await KeepAsync(reference);
        _time.Advance(TimeSpan.FromHours(1));
        await _secrets.ReleaseAsync(Owner.Partition, [reference], Cancelled);
        Assert.Equal(_start.AddHours(1) + SecretRetention.Grace, await DueAsync(reference));
    }

    [Fact]
    public async Task A_secret_that_is_deleted_is_gone_and_may_be_deleted_again()
    {
        var reference = await SupplyAsync();
        await _secrets.DeleteAsync(Owner.Partition, [reference], Cancelled);
        await _secrets.DeleteAsync(Owner.Partition, [reference], Cancelled);
        Assert.Null(await StoredAsync(reference));
    }

    [Fact]
    public async Task When_the_key_of_a_cluster_changes_only_what_is_sealed_to_another_is_due_at_once()
    {
        var (mine, others, unsealed) = (await SupplyAsync("mine"), await SupplyAsync("other"), await SupplyAsync());
        await _secrets.DropOthersAsync(Owner.Partition, "mine", Cancelled);
        var later = _start + SecretRetention.Grace;
        Assert.Equal((later, _start, later), (await DueAsync(mine), await DueAsync(others), await DueAsync(unsealed)));
    }

    [Fact]
    public async Task The_document_of_a_secret_is_named_after_it_and_says_when_its_life_ends()
    {
        var reference = await SupplyAsync();
        var stored = (await StoredAsync(reference))!.Document;
        Assert.Equal(reference.Id, SecretStore.IdOf(stored.Key));
        Assert.Equal((reference.ExpiresAt, _start + Life), (stored.ExpiresAt, reference.ExpiresAt));
    }

    private ValueTask<SecretReference> SupplyAsync(string? kid = null) => _secrets.SupplyAsync(Owner, _uid, "content", kid, Cancelled);

    private ValueTask<string?> ReadAsync(DocumentKey owner, Guid uid, SecretReference reference) => _secrets.ReadAsync(owner, uid, reference, Cancelled);

    private async Task KeepAsync(SecretReference reference) => await _secrets.KeepAsync(_secrets.Open((await StoredAsync(reference))!), Cancelled);

    private async Task<DateTimeOffset?> DueAsync(SecretReference reference) => (await StoredAsync(reference))!.Document.DueAt;

    private ValueTask<StoredDocument?> StoredAsync(SecretReference reference) => _store.ReadAsync(new(Owner.Partition, $"secret:{reference.Id:N}"), Cancelled);
}
