using System.Text.Json;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;

namespace ProviderService.Core.Documents;

/// <summary>Fills the key ring from the store at start, and makes the first data key when the store is new.</summary>
public sealed class KeyRingLoader(IDocumentStore store, IKeyWrapper wrapper, KeyRing ring, TimeProvider time)
{
    private static readonly DocumentKey Key = new("system", "key-ring");

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key-encryption key is not the one that wrapped the ring.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(Key, cancellationToken) ?? await CreateAsync(cancellationToken);
        var document = JsonSerializer.Deserialize(stored.Document.Body.Span, KeyRingJson.Default.KeyRingDocument)
            ?? throw new JsonException("The stored key ring is null.");
        var keys = new List<DataKey>();
        foreach (var entry in document.Keys)
            keys.Add(new DataKey(entry.Id, await wrapper.UnwrapAsync(new WrappedKey(entry.KeyEncryptionKeyId, entry.Wrapped), cancellationToken)));
        ring.Load(keys);
    }

    /// <summary>Writes a ring of one key, or reads the one that another replica wrote first.</summary>
    private async Task<StoredDocument> CreateAsync(CancellationToken cancellationToken)
    {
        var key = DataKey.Create();
        var wrapped = await wrapper.WrapAsync(key.Bytes, cancellationToken);
        var ringDocument = new KeyRingDocument([new(key.Id, time.GetUtcNow(), wrapped.KeyEncryptionKeyId, wrapped.Ciphertext.ToArray())]);
        var body = JsonSerializer.SerializeToUtf8Bytes(ringDocument, KeyRingJson.Default.KeyRingDocument);
        await store.WriteAsync(new Document(Key, Guid.NewGuid().ToString("N"), null, body), null, cancellationToken);
        return await store.ReadAsync(Key, cancellationToken) ?? throw new StoreUnavailableException("The key ring vanished while it was made.");
    }
}
