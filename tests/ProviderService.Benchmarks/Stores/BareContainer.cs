using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace ProviderService.Benchmarks.Stores;

/// <summary>The yardstick of the Cosmos DB store: the SDK's calls and nothing else. Each worker has an item of its own.</summary>
internal sealed class BareContainer(Container container, int workers, int bodySize)
{
    private readonly string?[] _etags = new string?[workers];

    public async Task ReadAsync(int worker)
    {
        if (_etags[worker] is null) await WriteAsync(worker);
        using var response = await container.ReadItemStreamAsync(Id(worker), new PartitionKey(Id(worker)));
        response.EnsureSuccessStatusCode();
    }

    public async Task WriteAsync(int worker)
    {
        var id = Id(worker);
        var item = new { id, partition = id, writeId = Guid.NewGuid().ToString("N"), deleted = false, body = new byte[bodySize] };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(item));
        var options = new ItemRequestOptions { IfMatchEtag = _etags[worker], EnableContentResponseOnWrite = false };
        using var response = _etags[worker] is null
            ? await container.CreateItemStreamAsync(content, new PartitionKey(id), options)
            : await container.ReplaceItemStreamAsync(content, id, new PartitionKey(id), options);
        _etags[worker] = response.EnsureSuccessStatusCode().Headers.ETag;
    }

    private static string Id(int worker) => $"bare-{worker}";
}
