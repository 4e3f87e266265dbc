using ProviderService.Core.Storage;

namespace ProviderService.Benchmarks.Stores;

/// <summary>Reads and writes through a store. Each worker has a document of its own.</summary>
internal sealed class StoreCalls(IDocumentStore store, int workers, int bodySize)
{
    private readonly string?[] _etags = new string?[workers];

    public async Task ReadAsync(int worker)
    {
        if (_etags[worker] is null) await WriteAsync(worker);
        _ = await store.ReadAsync(Key(worker), CancellationToken.None) ?? throw new InvalidOperationException("There is no document.");
    }

    public async Task WriteAsync(int worker)
    {
        var document = new Document(Key(worker), Guid.NewGuid().ToString("N"), null, new byte[bodySize]);
        _etags[worker] = await store.WriteAsync(document, _etags[worker], CancellationToken.None) ?? throw new InvalidOperationException("It was not as expected.");
    }

    private static DocumentKey Key(int worker) => new($"store-{worker}", $"store-{worker}");
}
