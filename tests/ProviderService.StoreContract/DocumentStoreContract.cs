using System.Security.Cryptography;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

/// <summary>What every store must do. A store passes when a class derives from this one and every test of it is green.</summary>
public abstract partial class DocumentStoreContract : IAsyncLifetime
{
    private const string Partition = "partition";

    protected IDocumentStore Store { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a store that nobody else uses and in which there is nothing.</summary>
    protected abstract ValueTask<IDocumentStore> OpenEmptyAsync();

    protected abstract ValueTask CloseAsync();

    public async ValueTask InitializeAsync() => Store = await OpenEmptyAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    private static DocumentKey Key(string id, string partition = Partition) => new(partition, id);

    private static Document New(string id, DateTimeOffset? dueAt = null) => New(Key(id), RandomNumberGenerator.GetBytes(32), dueAt);

    private static Document New(DocumentKey key, ReadOnlyMemory<byte> body, DateTimeOffset? dueAt = null) =>
        new(key, Guid.NewGuid().ToString("N"), dueAt, body);

    /// <summary>Writes a document that must not exist yet.</summary>
    private async Task<string> CreateAsync(Document document) => await WrittenAsync(document, null);

    private async Task<string> WrittenAsync(Document document, string? expected)
    {
        var etag = await Store.WriteAsync(document, expected, Cancellation);
        Assert.NotNull(etag);
        return etag;
    }

    private async Task DeletedAsync(DocumentKey key, string expected) => Assert.True(await Store.DeleteAsync(key, expected, Cancellation));

    private ValueTask<StoredDocument?> ReadAsync(string id) => Store.ReadAsync(Key(id), Cancellation);

    private static void AssertSame(Document expected, StoredDocument? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Key, actual.Document.Key);
        Assert.Equal(expected.WriteId, actual.Document.WriteId);
        Assert.Equal(expected.DueAt, actual.Document.DueAt);
        Assert.Equal(expected.ExpiresAt, actual.Document.ExpiresAt);
        Assert.Equal(expected.Body.ToArray(), actual.Document.Body.ToArray());
    }
}
