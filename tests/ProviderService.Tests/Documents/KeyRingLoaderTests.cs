using System.Security.Cryptography;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Documents;

public sealed class KeyRingLoaderTests
{
    private readonly MemoryDocumentStore _store = new();
    private readonly MemoryKeyWrapper _wrapper = new();

    [Fact]
    public async Task The_first_start_makes_a_key_that_later_starts_load() =>
        Assert.Equal(Snapshot(await LoadAsync(_wrapper)), Snapshot(await LoadAsync(_wrapper)));

    [Fact]
    public async Task First_starts_at_the_same_time_agree_on_one_key()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => LoadAsync(_wrapper))));
        Assert.Single(rings.Select(Snapshot).Distinct());
    }

    [Fact]
    public async Task The_stored_ring_does_not_hold_the_key_itself()
    {
        var key = (await LoadAsync(_wrapper)).Active;
        var body = (await ReadRingAsync()).Document.Body;
        var text = System.Text.Encoding.UTF8.GetString(body.Span);
        Assert.Contains(key.Id.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(key.Bytes.Span), text, StringComparison.Ordinal);
        Assert.Equal(-1, body.Span.IndexOf(key.Bytes.Span));
    }

    [Fact]
    public async Task Another_key_encryption_key_does_not_load_the_ring_and_changes_nothing()
    {
        await LoadAsync(_wrapper);
        var before = await ReadRingAsync();
        await Assert.ThrowsAnyAsync<CryptographicException>(() => LoadAsync(new MemoryKeyWrapper()));
        Assert.Equal(before.ETag, (await ReadRingAsync()).ETag);
    }

    [Fact]
    public async Task A_key_that_is_known_is_not_unwrapped_again_unless_that_is_asked_for()
    {
        var loader = Loader(_wrapper, new KeyRing());
        await loader.LoadAsync(TestContext.Current.CancellationToken);
        await loader.LoadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _wrapper.Unwrapped);
        await loader.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _wrapper.Unwrapped);
    }

    [Fact]
    public void A_ring_that_is_not_loaded_seals_nothing() =>
        Assert.Throws<InvalidOperationException>(() => new KeyRing().Active);

    private async Task<KeyRing> LoadAsync(MemoryKeyWrapper wrapper)
    {
        var ring = new KeyRing();
        await Loader(wrapper, ring).LoadAsync(TestContext.Current.CancellationToken);
        return ring;
    }

    private KeyRingLoader Loader(MemoryKeyWrapper wrapper, KeyRing ring) =>
        new(new KeyRingStore(_store, wrapper, KeyNotice.Default, TimeProvider.System), wrapper, ring, TimeProvider.System);

    private async Task<StoredDocument> ReadRingAsync() => (await _store.ReadAsync(KeyRingStore.Key, TestContext.Current.CancellationToken))!;

    private static string Snapshot(KeyRing ring) => $"{ring.Active.Id} {Convert.ToHexString(ring.Active.Bytes.Span)}";
}
