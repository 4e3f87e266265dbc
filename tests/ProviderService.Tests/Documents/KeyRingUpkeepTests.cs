using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Documents;

public sealed class KeyRingUpkeepTests
{
    private static readonly ClearFields Clear = new("a");

    private readonly MemoryDocumentStore _store = new();
    private readonly RotatingKeyWrapper _wrapper = new();
    private readonly KeyRing _ring = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private KeyRingStore Store => new(_store, _wrapper, KeyNotice.Default, _time);

    [Fact]
    public async Task As_long_as_there_is_no_new_version_nothing_is_written()
    {
        var upkeep = await LoadAsync();
        var present = (await _store.ChangesAsync(null, Cancellation)).Continuation;
        Assert.Null(await upkeep.RunAsync(Cancellation));
        Assert.Empty((await _store.ChangesAsync(present, Cancellation)).Changes);
    }

    [Fact]
    public async Task A_new_version_wraps_every_data_key_anew_and_the_keys_stay_what_they_are()
    {
        var upkeep = await LoadAsync();
        var active = _ring.Active;
        _wrapper.Version++;
        Assert.Equal("key/2", await upkeep.RunAsync(Cancellation));
        _wrapper.Oldest = 2;
        var another = new KeyRing();
        await new KeyRingLoader(Store, _wrapper, another, _time).LoadAsync(Cancellation);
        Assert.Equal(active.Bytes.ToArray(), another.Find(active.Id)!.Bytes.ToArray());
        Assert.Null(await upkeep.RunAsync(Cancellation));
    }

    [Fact]
    public async Task A_key_that_the_newest_version_wrapped_stays_as_it_is()
    {
        var upkeep = await LoadAsync();
        _wrapper.Version++;
        await Store.RotateAsync(Cancellation);
        var before = await Store.ReadAsync(Cancellation);
        await upkeep.RunAsync(Cancellation);
        var after = await Store.ReadAsync(Cancellation);
        Assert.NotEqual(before.Keys[0].Wrapped, after.Keys[0].Wrapped);
        Assert.Equal(before.Keys[1].Wrapped, after.Keys[1].Wrapped);
    }

    [Fact]
    public async Task Of_replicas_that_wrap_anew_at_once_one_writes()
    {
        var (one, other) = (await LoadAsync(), await LoadAsync());
        _wrapper.Version++;
        KeyRingDocument? written = null;
        _wrapper.DuringTheNext = async () =>
        {
            await other.RunAsync(Cancellation);
            written = await Store.ReadAsync(Cancellation);
        };
        await one.RunAsync(Cancellation);
        Assert.Equal(written!.Keys.Select(key => key.Wrapped), (await Store.ReadAsync(Cancellation)).Keys.Select(key => key.Wrapped));
    }

    [Fact]
    public async Task A_key_that_another_replica_added_meanwhile_stays_as_it_is()
    {
        var upkeep = await LoadAsync();
        _wrapper.Version++;
        KeyRingDocument.Entry? added = null;
        _wrapper.DuringTheNext = async () =>
        {
            _wrapper.Version--;
            added = await Store.RotateAsync(Cancellation);
            _wrapper.Version++;
        };
        await upkeep.RunAsync(Cancellation);
        var ring = await Store.ReadAsync(Cancellation);
        Assert.Equal(["key/2", "key/1"], ring.Keys.Select(key => key.KeyEncryptionKeyId));
        Assert.Equal(added!.Wrapped, ring.Keys[1].Wrapped);
    }

    [Fact]
    public async Task While_the_key_encryption_key_cannot_be_reached_the_data_keys_go_on_being_used_for_a_day()
    {
        var upkeep = await LoadAsync();
        var envelope = Envelope.Seal(_ring.Active, "x"u8, Clear);
        _wrapper.IsOut = true;
        _time.Advance(KeyRingUpkeep.MaxAge - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => upkeep.RunAsync(Cancellation));
        Assert.Equal("x"u8, Envelope.Open(_ring.Find(Envelope.KeyId(envelope))!, envelope, Clear));

        _time.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => upkeep.RunAsync(Cancellation));
        Assert.False(_ring.IsLoaded);
        Assert.Throws<KeyWrapperUnavailableException>(() => _ring.Active);
        Assert.Throws<KeyWrapperUnavailableException>(() => _ring.Find(Guid.Empty));
    }

    [Fact]
    public async Task Every_time_that_it_is_reached_the_day_begins_anew_and_keys_that_were_forgotten_come_back()
    {
        var upkeep = await LoadAsync();
        _time.Advance(KeyRingUpkeep.MaxAge);
        await upkeep.RunAsync(Cancellation);
        Assert.True(_ring.IsLoaded);
        _wrapper.IsOut = true;
        _time.Advance(KeyRingUpkeep.MaxAge);
        await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => upkeep.RunAsync(Cancellation));
        _wrapper.IsOut = false;
        await upkeep.RunAsync(Cancellation);
        Assert.True(_ring.IsLoaded);
    }

    private async Task<KeyRingUpkeep> LoadAsync()
    {
        var loader = new KeyRingLoader(Store, _wrapper, _ring, _time);
        await loader.LoadAsync(Cancellation);
        return new KeyRingUpkeep(Store, _wrapper, _ring, loader, _time);
    }

    /// <summary>A key-encryption key with versions, of which those before <see cref="Oldest"/> are gone.</summary>
    private sealed class RotatingKeyWrapper : IKeyWrapper
    {
        private readonly Dictionary<string, DataKey> _versions = [];

        public int Version { get; set; } = 1;

        public int Oldest { get; set; } = 1;

        public bool IsOut { get; set; }

        /// <summary>What others do while the next key is wrapped.</summary>
        public Func<Task>? DuringTheNext { get; set; }

        public async ValueTask<WrappedKey> WrapAsync(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
        {
            var wrapped = new WrappedKey($"key/{Version}", Envelope.Seal(Find($"key/{Version}"), dataKey.Span, default));
            var (others, _) = (DuringTheNext, DuringTheNext = null);
            if (others is not null) await others();
            return wrapped;
        }

        public ValueTask<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Envelope.Open(Find(wrapped.KeyEncryptionKeyId), wrapped.Ciphertext.Span, default));

        private DataKey Find(string version)
        {
            if (IsOut) throw new KeyWrapperUnavailableException("out");
            Assert.InRange(int.Parse(version["key/".Length..], System.Globalization.CultureInfo.InvariantCulture), Oldest, Version);
            lock (_versions) return _versions.TryGetValue(version, out var key) ? key : _versions[version] = DataKey.Create();
        }
    }
}
