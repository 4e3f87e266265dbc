using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Documents;

/// <summary>What is remembered shows in one thing only: a document read twice is one object.</summary>
public sealed class OpenedDocumentsTests
{
    private static readonly DocumentKey Key = new("partition", "id");

    private static readonly JsonTypeInfo<Note> Type =
        (JsonTypeInfo<Note>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(Note));

    private readonly MemoryDocumentStore _store = new();
    private readonly KeyRing _ring = new();
    private readonly SealedDocuments _documents;
    private readonly SealedDocuments _replica;

    public OpenedDocumentsTests()
    {
        _ring.Load([DataKey.Create()]);
        (_documents, _replica) = (new SealedDocuments(_store, _ring), new SealedDocuments(_store, _ring));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_that_did_not_change_is_opened_once()
    {
        await WriteAsync(_documents, new Note("note"));
        Assert.Same((await ReadAsync())!.Value, (await ReadAsync())!.Value);
    }

    [Fact]
    public async Task A_list_opens_only_what_is_not_remembered()
    {
        await WriteAsync(_documents, new Note("note"));
        var known = (await ReadAsync())!.Value;
        await _replica.WriteAsync(Key with { Id = "other" }, new Note("other"), Type, null, Cancelled);
        var (first, second) = (await ListAsync(), await ListAsync());
        Assert.Equal(["note", "other"], first.Select(found => found.Value.Text).Order());
        Assert.Contains(first, found => ReferenceEquals(found.Value, known));
        Assert.All(first.Zip(second), pair => Assert.Same(pair.First.Value, pair.Second.Value));
    }

    [Fact]
    public async Task What_another_replica_wrote_is_read_at_once()
    {
        await WriteAsync(_documents, new Note("before"));
        await WriteAsync(_replica, new Note("after"), (await ReadAsync())!.ETag);
        Assert.Equal("after", (await ReadAsync())!.Value.Text);
    }

    [Fact]
    public async Task What_another_replica_deleted_is_gone_at_once()
    {
        await WriteAsync(_documents, new Note("note"));
        await _replica.DeleteAsync(Key, (await ReadAsync())!.ETag, Cancelled);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task What_is_to_be_gone_one_day_is_opened_every_time()
    {
        await WriteAsync(_documents, new Note("note", DateTimeOffset.UnixEpoch));
        Assert.NotSame((await ReadAsync())!.Value, (await ReadAsync())!.Value);
    }

    [Fact]
    public async Task Only_so_many_documents_are_remembered()
    {
        await WriteAsync(_documents, new Note("note"));
        var first = (await ReadAsync())!.Value;
        for (var i = 0; i < 32 * 1024; i++)
        {
            var other = Key with { Id = $"other-{i}" };
            await _documents.WriteAsync(other, new Note("other"), Type, null, Cancelled);
            await _documents.ReadAsync(other, Type, Cancelled);
        }
        Assert.NotSame(first, (await ReadAsync())!.Value);
    }

    [Theory]
    [InlineData(4 * 1024, true)]
    [InlineData((4 * 1024) + 1, false)]
    public async Task Only_documents_of_up_to_4_KB_are_remembered(int size, bool isRemembered)
    {
        await WriteAsync(_documents, new Note(""));
        var empty = (await _store.ReadAsync(Key, Cancelled))!;
        await WriteAsync(_documents, new Note(new string('x', size - empty.Document.Body.Length)), empty.ETag);
        Assert.Equal(isRemembered, ReferenceEquals((await ReadAsync())!.Value, (await ReadAsync())!.Value));
    }

    private static async Task WriteAsync(SealedDocuments documents, Note note, string? expected = null) =>
        Assert.NotNull(await documents.WriteAsync(Key, note, Type, expected, Cancelled));

    private async Task<IReadOnlyList<Versioned<Note>>> ListAsync() =>
        (await _documents.ListAsync(Key.Partition, "", Type, null, 10, Cancelled)).Documents;

    private ValueTask<Versioned<Note>?> ReadAsync() =>
        _documents.ReadAsync(Key, Type, Cancelled);

    internal sealed record Note(string Text, DateTimeOffset? DueAt = null) : IDue;
}
