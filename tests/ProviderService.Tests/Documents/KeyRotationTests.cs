using System.Text;
using System.Text.Json.Serialization;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Documents;

/// <summary>Two replicas on one store, and data keys that come and go.</summary>
public sealed partial class KeyRotationTests
{
    private static readonly TimeSpan RetiredKeyLife = TimeSpan.FromDays(30);

    private readonly MemoryDocumentStore _store = new();
    private readonly MemoryKeyWrapper _wrapper = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Replica _first;
    private readonly Replica _second;

    public KeyRotationTests() => (_first, _second) = (new Replica(this), new Replica(this));

    [Fact]
    public async Task A_new_key_encrypts_only_after_every_replica_can_have_read_it()
    {
        var old = await StartAsync();
        var added = await _first.Store.RotateAsync(Cancellation);
        await _first.LoadAsync();
        Assert.Equal(old, _first.Ring.Active.Id);

        _time.Advance(KeyNotice.Default.Duration);
        await _first.LoadAsync();
        Assert.Equal(added.Id, _first.Ring.Active.Id);
    }

    [Fact]
    public async Task Replicas_that_read_the_ring_in_time_open_what_each_other_seals()
    {
        await StartAsync();
        await _first.Store.RotateAsync(Cancellation);
        await _second.LoadAsync(); // in time, before the key is active
        _time.Advance(KeyNotice.Default.Duration);
        await _first.LoadAsync();
        await _first.WriteAsync("a", "by the first");
        await _second.WriteAsync("b", "by the second, still under the old key");
        Assert.NotEqual(_first.Ring.Active.Id, _second.Ring.Active.Id);
        Assert.Equal("by the first", await _second.ReadAsync("a"));
        Assert.Equal("by the second, still under the old key", await _first.ReadAsync("b"));
    }

    [Fact]
    public async Task A_replica_that_missed_the_notice_reads_the_ring_when_it_meets_the_new_key()
    {
        await StartAsync();
        await RotateAsync(_first);
        await _first.WriteAsync("a", "text");
        Assert.Equal("text", await _second.ReadAsync("a"));
    }

    [Fact]
    public async Task A_replica_that_missed_the_notice_lists_what_is_under_the_new_key()
    {
        await StartAsync();
        await RotateAsync(_first);
        await _first.WriteAsync("a", "text");
        Assert.Equal(["text"], await _second.ListAsync());
    }

    [Fact]
    public async Task A_replica_that_missed_the_notice_seals_anew_under_the_new_key()
    {
        await StartAsync();
        await _first.WriteAsync("a", "text");
        await RotateAsync(_first);
        _time.Advance(KeyNotice.Default.Duration);
        Assert.Equal(new ResealOutcome(1, 0), await _second.ResealAsync());
    }

    [Fact]
    public void A_ring_is_read_three_times_during_a_notice() => Assert.Equal(TimeSpan.FromMinutes(1), KeyNotice.Default.ReadInterval);

    [Fact]
    public async Task A_rotation_after_the_notice_of_another_adds_one_more_key()
    {
        await StartAsync();
        await RotateAsync();
        await RotateAsync();
        Assert.Equal(3, (await KeysAsync()).Count());
    }

    [Fact]
    public async Task A_change_of_the_ring_that_loses_16_times_says_that_the_store_is_unavailable()
    {
        await StartAsync();
        var losses = 0;
        var change = _first.Store.ChangeAsync(ring => Lose(), Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => change);
        Assert.Equal(16, losses);

        KeyRingDocument Lose()
        {
            losses++;
            return Touched(_second.Store.ChangeAsync(Touched, Cancellation).GetAwaiter().GetResult());
        }

        static KeyRingDocument Touched(KeyRingDocument ring) => new([.. ring.Keys]);
    }

    [Fact]
    public async Task A_rotation_while_another_waits_adds_no_key()
    {
        await StartAsync();
        var added = await _first.Store.RotateAsync(Cancellation);
        Assert.Equal(added.Id, (await _second.Store.RotateAsync(Cancellation)).Id);
        Assert.Equal(2, (await _first.Store.ReadAsync(Cancellation)).Keys.Count);
    }

    [Fact]
    public async Task Nothing_is_sealed_anew_while_a_replica_may_still_use_the_old_key()
    {
        await StartAsync();
        await _first.WriteAsync("a", "text");
        await RotateAsync();
        _time.Advance(KeyNotice.Default.Duration - TimeSpan.FromSeconds(1));
        Assert.Equal(ResealOutcome.Nothing, await _first.ResealAsync());
    }

    [Fact]
    public async Task Resealing_changes_the_key_and_nothing_else()
    {
        await StartAsync();
        var due = _time.GetUtcNow().AddHours(5);
        await _first.WriteAsync("a", "text", due);
        var before = (await _store.ReadAsync(Key("a"), Cancellation))!;
        await RotateAndSettleAsync();

        Assert.Equal(new ResealOutcome(1, 0), await _first.ResealAsync());
        var after = (await _store.ReadAsync(Key("a"), Cancellation))!;
        Assert.Equal(_first.Ring.Active.Id, Envelope.KeyId(after.Document.Body.Span));
        Assert.Equal((before.Document.DueAt, before.Document.ExpiresAt), (after.Document.DueAt, after.Document.ExpiresAt));
        Assert.NotEqual(before.Document.WriteId, after.Document.WriteId);
        Assert.Equal("text", await _second.ReadAsync("a"));
    }

    [Fact]
    public async Task A_retired_key_goes_when_nothing_is_under_it_and_backups_are_old_enough()
    {
        var old = await StartAsync();
        await _first.WriteAsync("a", "text");
        await RotateAndSettleAsync();
        await _first.ResealAsync();
        Assert.Equal([true, false], (await _first.Store.ReadAsync(Cancellation)).Keys.Select(key => key.ResealedAt is not null));
        _time.Advance(RetiredKeyLife - TimeSpan.FromTicks(1));
        await _first.ResealAsync();
        Assert.Equal([old, _first.Ring.Active.Id], await KeysAsync());

        _time.Advance(TimeSpan.FromTicks(1));
        await _first.ResealAsync();
        Assert.Equal([_first.Ring.Active.Id], await KeysAsync());
        Assert.Equal("text", await _first.ReadAsync("a"));
        await AssertNothingNamesAsync(old);
    }

    [Fact]
    public async Task A_key_stays_while_a_document_under_it_does_not_open()
    {
        var old = await StartAsync();
        await _first.WriteAsync("a", "text");
        var stored = (await _store.ReadAsync(Key("a"), Cancellation))!;
        await _store.WriteAsync(stored.Document with { DueAt = _time.GetUtcNow() }, stored.ETag, Cancellation);
        await RotateAndSettleAsync();
        Assert.True((await _first.ResealAsync()).Left > 0);
        _time.Advance(RetiredKeyLife + RetiredKeyLife);
        await _first.ResealAsync();
        Assert.Contains(old, await KeysAsync());
    }

    [Fact]
    public async Task Sealing_anew_amid_writes_loses_none_of_them()
    {
        await StartAsync();
        for (var i = 0; i < 50; i++) await _first.WriteAsync($"id{i}", "0");
        await RotateAndSettleAsync();
        var writers = Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            for (var value = 1; value <= 20; value++) await (value % 2 == 0 ? _first : _second).WriteAsync($"id{i}", $"{value}");
        }));
        await Task.WhenAll([.. writers, Task.Run(_first.ResealAsync), Task.Run(_second.ResealAsync)]);
        for (var i = 0; i < 50; i++) Assert.Equal("20", await _first.ReadAsync($"id{i}"));
        Assert.Equal(0, (await _first.ResealAsync()).Left);
    }

    /// <summary>Whatever replicas do in whatever order, each opens everything, as long as each reads the ring at its interval.</summary>
    [Fact]
    public void Every_replica_opens_everything_at_any_time() =>
        Gen.Int[0, 5].List[0, 60].Sample(steps => RunAsync(steps).GetAwaiter().GetResult(), iter: 200);

    private static async Task RunAsync(List<int> steps)
    {
        var test = new KeyRotationTests();
        await test.StartAsync();
        var written = 0;
        foreach (var step in steps)
        {
            var replica = step % 2 == 0 ? test._first : test._second;
            if (step < 2) await replica.WriteAsync($"id{written++ % 7}", "text");
            if (step == 2) await replica.Store.RotateAsync(Cancellation);
            if (step == 3) await replica.ResealAsync();
            if (step > 3)
            {
                test._time.Advance(step == 4 ? KeyNotice.Default.ReadInterval : RetiredKeyLife);
                await test._first.LoadAsync();
                await test._second.LoadAsync();
            }

            for (var i = 0; i < Math.Min(written, 7); i++)
                Assert.Equal(("text", "text"), (await test._first.ReadAsync($"id{i}"), await test._second.ReadAsync($"id{i}")));
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DocumentKey Key(string id) => new("partition", id);

    private async Task<Guid> StartAsync()
    {
        await _first.LoadAsync();
        await _second.LoadAsync();
        return _first.Ring.Active.Id;
    }

    private Task RotateAsync() => RotateAsync(_first, _second);

    /// <summary>Rotates, and lets only these replicas read the ring.</summary>
    private async Task RotateAsync(params Replica[] readers)
    {
        await _first.Store.RotateAsync(Cancellation);
        _time.Advance(KeyNotice.Default.Duration);
        foreach (var reader in readers) await reader.LoadAsync();
    }

    private async Task RotateAndSettleAsync()
    {
        await RotateAsync();
        _time.Advance(KeyNotice.Default.Duration);
    }

    private async Task<IEnumerable<Guid>> KeysAsync() => (await _first.Store.ReadAsync(Cancellation)).Keys.Select(key => key.Id);

    /// <summary>Neither as text, in the ring, nor as bytes, in envelopes.</summary>
    private async Task AssertNothingNamesAsync(Guid key)
    {
        foreach (var (name, _) in (await _store.ChangesAsync(IDocumentStore.Beginning, Cancellation)).Changes)
        {
            var body = (await _store.ReadAsync(name, Cancellation))!.Document.Body;
            Assert.Equal((-1, -1), (body.Span.IndexOf(Encoding.ASCII.GetBytes($"{key}")), body.Span.IndexOf(key.ToByteArray(bigEndian: true))));
        }
    }

    private sealed class Replica
    {
        private readonly KeyRingLoader _loader;
        private readonly SealedDocuments _documents;
        private readonly DocumentResealing _resealing;

        public Replica(KeyRotationTests test)
        {
            Store = new KeyRingStore(test._store, test._wrapper, KeyNotice.Default, test._time);
            _loader = new KeyRingLoader(Store, test._wrapper, Ring, test._time);
            _documents = new SealedDocuments(test._store, Ring, _loader);
            _resealing = new DocumentResealing(test._store, _documents, Store, _loader, KeyNotice.Default, test._time);
        }

        public KeyRing Ring { get; } = new();

        public KeyRingStore Store { get; }

        public Task LoadAsync() => _loader.LoadAsync(Cancellation);

        public Task<ResealOutcome> ResealAsync() => _resealing.RunAsync(RetiredKeyLife, Cancellation);

        public async Task WriteAsync(string id, string text, DateTimeOffset? dueAt = null) =>
            await _documents.ChangeAsync(Key(id), TestJson.Default.Note, _ => new Note(text, dueAt), Cancellation);

        public async Task<IEnumerable<string>> ListAsync() =>
            (await _documents.ListAsync("partition", "", TestJson.Default.Note, null, 10, Cancellation)).Documents.Select(note => note.Value.Text);

        public async Task<string?> ReadAsync(string id) => (await _documents.ReadAsync(Key(id), TestJson.Default.Note, Cancellation))?.Value.Text;
    }

    private sealed record Note(string Text, DateTimeOffset? DueAt) : IDue;

    [JsonSerializable(typeof(Note))]
    private sealed partial class TestJson : JsonSerializerContext;
}
