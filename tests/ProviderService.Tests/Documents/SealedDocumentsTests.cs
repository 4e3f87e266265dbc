using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Documents;

public sealed class SealedDocumentsTests
{
    private static readonly DocumentKey Key = new("partition", "id");
    private static readonly DateTimeOffset Due = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly JsonTypeInfo<Note> Type =
        (JsonTypeInfo<Note>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(Note));

    private readonly MemoryDocumentStore _store = new();
    private readonly KeyRing _ring = new();
    private readonly SealedDocuments _documents;

    public SealedDocumentsTests()
    {
        _ring.Load([DataKey.Create()]);
        _documents = new SealedDocuments(_store, _ring);
    }

    /// <summary>Remembers nothing of what was written.</summary>
    private SealedDocuments NewReader => new(_store, _ring);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_read()
    {
        var written = await WriteAsync(new Note("hello", Due));
        Assert.Equal(written, await NewReader.ReadAsync(Key, Type, Cancelled));
    }

    [Fact]
    public async Task What_was_never_written_is_not_there() => Assert.Null(await NewReader.ReadAsync(Key, Type, Cancelled));

    [Fact]
    public async Task Documents_are_counted_by_the_start_of_their_id_without_being_opened()
    {
        for (var number = 0; number < 450; number++) await _store.WriteAsync(Unreadable($"note:{number}"), null, Cancelled);
        await _store.WriteAsync(Unreadable("other"), null, Cancelled);
        Assert.Equal(450, await _documents.CountAsync("partition", "note:", Cancelled));

        static Document Unreadable(string id) => new(new DocumentKey("partition", id), id, null, "not sealed"u8.ToArray());
    }

    [Fact]
    public async Task The_store_sees_nothing_of_the_value()
    {
        await WriteAsync(new Note("marker-8d41"));
        Assert.DoesNotContain("marker", Encoding.Latin1.GetString((await StoredAsync()).Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_sees_when_a_document_is_due()
    {
        await WriteAsync(new Note("a", Due));
        Assert.Equal(Due, (await StoredAsync()).DueAt);
    }

    [Fact]
    public async Task The_store_sees_when_the_life_of_a_document_ends()
    {
        var type = (JsonTypeInfo<Mortal>)Type.Options.GetTypeInfo(typeof(Mortal));
        await _documents.WriteAsync(Key, new Mortal(Due.AddYears(100)), type, null, Cancelled);
        Assert.Equal(Due.AddYears(100), (await StoredAsync()).ExpiresAt);
    }

    [Fact]
    public async Task Every_write_has_a_write_id_of_its_own()
    {
        var first = await WriteAsync(new Note("a"));
        var before = (await StoredAsync()).WriteId;
        await WriteAsync(new Note("a"), first!.ETag);
        Assert.NotEqual(before, (await StoredAsync()).WriteId);
    }

    [Fact]
    public async Task A_write_over_an_unexpected_document_is_none()
    {
        var first = await WriteAsync(new Note("first"));
        Assert.Null(await WriteAsync(new Note("second")));
        Assert.Equal(first, await NewReader.ReadAsync(Key, Type, Cancelled));
    }

    [Fact]
    public Task A_document_moved_to_another_id_does_not_open() => AssertDoesNotOpen(stored => stored with { Key = Key with { Id = "other" } });

    [Fact]
    public Task A_document_moved_to_another_partition_does_not_open() => AssertDoesNotOpen(stored => stored with { Key = Key with { Partition = "other" } });

    [Fact]
    public Task A_document_with_another_write_id_does_not_open() => AssertDoesNotOpen(stored => stored with { WriteId = "other" });

    [Fact]
    public Task A_document_with_a_later_due_time_does_not_open() => AssertDoesNotOpen(stored => stored with { DueAt = Due.AddTicks(1) });

    [Fact]
    public Task A_document_without_its_due_time_does_not_open() => AssertDoesNotOpen(stored => stored with { DueAt = null });

    [Fact]
    public async Task A_due_time_in_another_time_zone_is_the_same_time()
    {
        await WriteAsync(new Note("a", Due));
        var elsewhere = (await StoredAsync()) with { DueAt = Due.ToOffset(TimeSpan.FromHours(5)) };
        Assert.Equal("a", _documents.Open(new StoredDocument(elsewhere, "etag"), Type).Value.Text);
    }

    [Fact]
    public async Task A_document_opens_with_the_key_that_sealed_it_after_another_became_active()
    {
        await WriteAsync(new Note("old"));
        _ring.Load([_ring.Active, DataKey.Create()]);
        Assert.Equal("old", (await NewReader.ReadAsync(Key, Type, Cancelled))!.Value.Text);
    }

    [Fact]
    public async Task A_document_does_not_open_without_its_key()
    {
        await WriteAsync(new Note("a"));
        _ring.Load([DataKey.Create()]);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => NewReader.ReadAsync(Key, Type, Cancelled).AsTask());
    }

    [Fact]
    public async Task All_documents_of_a_prefix_are_listed_whatever_their_number()
    {
        for (var i = 0; i < 450; i++) await _documents.WriteAsync(new("p", $"n-{i:000}"), new Note($"{i}"), Type, null, Cancelled);
        await _documents.WriteAsync(new("p", "other"), new Note("other"), Type, null, Cancelled);

        var listed = new List<string>();
        await foreach (var document in _documents.ListAllAsync("p", "n-", Type, Cancelled)) listed.Add(document.Value.Text);
        Assert.Equal(Enumerable.Range(0, 450).Select(i => $"{i}"), listed);
    }

    [Fact]
    public async Task A_change_gets_what_is_there_and_leaves_what_it_decides()
    {
        await WriteAsync(new Note("a"));
        var changed = await _documents.ChangeAsync(Key, Type, note => note! with { Text = note.Text + "b" }, Cancelled);
        Assert.Equal(("a", "ab"), (changed.Before!.Text, changed.After.Value.Text));
        Assert.Equal(changed.After, await NewReader.ReadAsync(Key, Type, Cancelled));
    }

    [Fact]
    public async Task A_change_that_answers_what_was_there_writes_nothing()
    {
        var written = await WriteAsync(new Note("a"));
        var changed = await _documents.ChangeAsync(Key, Type, note => note!, Cancelled);
        Assert.Equal(written!.ETag, changed.After.ETag);
        Assert.Equal(written.ETag, (await NewReader.ReadAsync(Key, Type, Cancelled))!.ETag);
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_made()
    {
        await WriteAsync(new Note(""));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            _documents.ChangeAsync(Key, Type, note => note! with { Text = note.Text + "x" }, Cancelled).AsTask())));
        Assert.Equal("xxxxxxxx", (await NewReader.ReadAsync(Key, Type, Cancelled))!.Value.Text);
    }

    [Fact]
    public async Task A_change_that_loses_16_times_says_that_the_store_is_unavailable()
    {
        var losses = 0;
        var rival = await WriteAsync(new Note("0"));
        var change = _documents.ChangeAsync(Key, Type, note => note! with { Text = Interfere() }, Cancelled);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => change.AsTask());
        Assert.Equal(16, losses);

        string Interfere()
        {
            losses++;
            rival = WriteAsync(new Note("rival"), rival!.ETag).GetAwaiter().GetResult();
            return "mine";
        }
    }

    private async Task<Versioned<Note>?> WriteAsync(Note note, string? expected = null) =>
        await _documents.WriteAsync(Key, note, Type, expected, Cancelled);

    private async Task<Document> StoredAsync() => (await _store.ReadAsync(Key, Cancelled))!.Document;

    private async Task AssertDoesNotOpen(Func<Document, Document> change)
    {
        await WriteAsync(new Note("a", Due));
        var changed = new StoredDocument(change(await StoredAsync()), "etag");
        Assert.ThrowsAny<CryptographicException>(() => _documents.Open(changed, Type));
    }

    internal sealed record Note(string Text, DateTimeOffset? DueAt = null) : IDue;

    internal sealed record Mortal(DateTimeOffset ExpiresAt) : IExpires;
}
