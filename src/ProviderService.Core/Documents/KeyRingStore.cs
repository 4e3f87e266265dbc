using System.Text.Json;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;

namespace ProviderService.Core.Documents;

/// <summary>The one document that cannot be sealed, since what it holds is needed to open everything else. Changed by compare-and-set.</summary>
public sealed class KeyRingStore(IDocumentStore store, IKeyWrapper wrapper, KeyNotice notice, TimeProvider time)
{
    public static readonly DocumentKey Key = new("system", "key-ring");

    private const int MaxAttempts = 16;

    /// <summary>Reads the ring. In a new store one of a single key is made, by whichever replica is first.</summary>
    public async Task<KeyRingDocument> ReadAsync(CancellationToken cancellationToken) => Parse(await RequireAsync(cancellationToken));

    /// <summary>Adds a key, which encrypts from the end of its notice on. While one is announced, it is the answer instead.</summary>
    public async Task<KeyRingDocument.Entry> RotateAsync(CancellationToken cancellationToken)
    {
        var entry = await NewEntryAsync(time.GetUtcNow() + notice.Duration, cancellationToken);
        var ring = await ChangeAsync(ring => ring.Keys[^1].ActiveFrom > time.GetUtcNow() ? ring : new([.. ring.Keys, entry]), cancellationToken);
        return ring.Keys[^1];
    }

    /// <summary>Writes what <paramref name="decide"/> makes of the ring, unless that is the very ring it was given.</summary>
    /// <returns>What is stored now.</returns>
    /// <exception cref="StoreUnavailableException">Others won every time.</exception>
    public async Task<KeyRingDocument> ChangeAsync(Func<KeyRingDocument, KeyRingDocument> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await RequireAsync(cancellationToken);
            var ring = Parse(stored);
            var decided = decide(ring);
            if (ReferenceEquals(decided, ring) || await WriteAsync(decided, stored.ETag, cancellationToken)) return decided;
        }

        throw new StoreUnavailableException("The key ring is written by too many at once.");
    }

    private async Task<StoredDocument> RequireAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync(Key, cancellationToken) ?? await CreateAsync(cancellationToken);

    /// <summary>Writes a ring of one key, or reads the one that another replica wrote first.</summary>
    private async Task<StoredDocument> CreateAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(new KeyRingDocument([await NewEntryAsync(activeFrom: null, cancellationToken)]), expected: null, cancellationToken);
        return await store.ReadAsync(Key, cancellationToken) ?? throw new StoreUnavailableException("The key ring vanished while it was made.");
    }

    private async Task<KeyRingDocument.Entry> NewEntryAsync(DateTimeOffset? activeFrom, CancellationToken cancellationToken)
    {
        var key = DataKey.Create();
        var wrapped = await wrapper.WrapAsync(key.Bytes, cancellationToken);
        return new(key.Id, time.GetUtcNow(), wrapped.KeyEncryptionKeyId, wrapped.Ciphertext.ToArray(), activeFrom);
    }

    private async Task<bool> WriteAsync(KeyRingDocument ring, string? expected, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ring, KeyRingJson.Default.KeyRingDocument);
        return await store.WriteAsync(new Document(Key, Guid.NewGuid().ToString("N"), null, body), expected, cancellationToken) is not null;
    }

    private static KeyRingDocument Parse(StoredDocument stored) =>
        JsonSerializer.Deserialize(stored.Document.Body.Span, KeyRingJson.Default.KeyRingDocument) ?? throw new JsonException("The stored key ring is null.");
}
