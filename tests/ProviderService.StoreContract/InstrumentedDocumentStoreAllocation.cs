using System.Diagnostics;
using System.Reflection;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

/// <summary>Here and not beside the other tests of it, since in this process nobody listens to the meters.</summary>
public sealed class InstrumentedDocumentStoreAllocation
{
    private static readonly DocumentKey Key = new("partition", "id");

    [Fact]
    public async Task A_store_that_nobody_observes_allocates_nothing_more_than_the_store_it_measures()
    {
        Assert.SkipWhen(IsDebugBuild(), "A debug build makes an object of every async method's state.");
        var inner = new FixedStore();
        var store = new InstrumentedDocumentStore(inner, TimeProvider.System);
        await ReadAsync(store);
        Assert.Equal(await ReadAsync(inner), await ReadAsync(store));
    }

    /// <returns>The bytes that reading takes, which never leaves this thread.</returns>
    private static async ValueTask<long> ReadAsync(IDocumentStore store)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) await store.ReadAsync(Key, CancellationToken.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static bool IsDebugBuild() =>
        typeof(InstrumentedDocumentStore).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    private sealed class FixedStore : IDocumentStore
    {
        private readonly StoredDocument _document = new(new Document(Key, "", null, ReadOnlyMemory<byte>.Empty), "etag");

        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) => ValueTask.FromResult<StoredDocument?>(_document);

        public ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<DocumentPage> ListAsync(string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
