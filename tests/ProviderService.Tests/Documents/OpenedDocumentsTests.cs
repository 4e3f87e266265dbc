using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Resources;
using ProviderService.Resources.ResourceGroups;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Documents;

/// <summary>What is remembered shows in one thing only: a document read twice is one object.</summary>
public sealed class OpenedDocumentsTests
{
    private static readonly DocumentKey Key = new("partition", "id");

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
        await WriteAsync(_documents, Group("group"));
        Assert.Same((await ReadAsync())!.Value, (await ReadAsync())!.Value);
    }

    [Fact]
    public async Task What_another_replica_wrote_is_read_at_once()
    {
        await WriteAsync(_documents, Group("before"));
        await WriteAsync(_replica, Group("after"), (await ReadAsync())!.ETag);
        Assert.Equal("after", (await ReadAsync())!.Value.Name);
    }

    [Fact]
    public async Task What_another_replica_deleted_is_gone_at_once()
    {
        await WriteAsync(_documents, Group("group"));
        await _replica.DeleteAsync(Key, (await ReadAsync())!.ETag, Cancelled);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task What_is_to_be_gone_one_day_is_opened_every_time()
    {
        await WriteAsync(_documents, Group("group") with { DeletingSince = DateTimeOffset.UnixEpoch });
        Assert.NotSame((await ReadAsync())!.Value, (await ReadAsync())!.Value);
    }

    [Fact]
    public async Task Only_so_many_documents_are_remembered()
    {
        await WriteAsync(_documents, Group("group"));
        var first = (await ReadAsync())!.Value;
        for (var i = 0; i < 1024; i++)
        {
            var other = Key with { Id = $"other-{i}" };
            await _documents.WriteAsync(other, Group("other"), DocumentJson.Default.ResourceGroupDocument, null, Cancelled);
            await _documents.ReadAsync(other, DocumentJson.Default.ResourceGroupDocument, Cancelled);
        }
        Assert.NotSame(first, (await ReadAsync())!.Value);
    }

    private static async Task WriteAsync(SealedDocuments documents, ResourceGroupDocument group, string? expected = null) =>
        Assert.NotNull(await documents.WriteAsync(Key, group, DocumentJson.Default.ResourceGroupDocument, expected, Cancelled));

    private ValueTask<Versioned<ResourceGroupDocument>?> ReadAsync() =>
        _documents.ReadAsync(Key, DocumentJson.Default.ResourceGroupDocument, Cancelled);

    private static ResourceGroupDocument Group(string name) =>
        new() { Name = name, Uid = Guid.NewGuid(), Location = "eastus", Revision = Guid.NewGuid() };
}
