using ProviderService.Core.Encryption;

namespace ProviderService.Core.Documents;

/// <summary>Fills the key ring of this process from the store: at the start, and from time to time to learn of keys that others added.</summary>
public sealed class KeyRingLoader(KeyRingStore store, IKeyWrapper wrapper, KeyRing ring, TimeProvider time)
{
    /// <summary>Reads the ring, and has those keys unwrapped that are not known yet.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key-encryption key is not the one that wrapped the ring.</exception>
    /// <exception cref="KeyWrapperUnavailableException">The key-encryption key cannot be reached.</exception>
    public Task LoadAsync(CancellationToken cancellationToken) => LoadAsync(anew: !ring.IsLoaded, cancellationToken);

    /// <summary>Reads the ring, and has every key unwrapped, known or not.</summary>
    /// <inheritdoc cref="LoadAsync(CancellationToken)"/>
    public Task<KeyRingDocument> ReloadAsync(CancellationToken cancellationToken) => LoadAsync(anew: true, cancellationToken);

    private async Task<KeyRingDocument> LoadAsync(bool anew, CancellationToken cancellationToken)
    {
        var document = await store.ReadAsync(cancellationToken);
        var keys = new List<DataKey>();
        foreach (var entry in document.Keys)
            keys.Add((anew ? null : ring.Find(entry.Id)) ?? await UnwrapAsync(entry, cancellationToken));
        var active = document.ActiveAt(time.GetUtcNow()).Id;
        ring.Load(keys, keys.Single(key => key.Id == active));
        return document;
    }

    private async ValueTask<DataKey> UnwrapAsync(KeyRingDocument.Entry entry, CancellationToken cancellationToken) =>
        new(entry.Id, await wrapper.UnwrapAsync(new WrappedKey(entry.KeyEncryptionKeyId, entry.Wrapped), cancellationToken));
}
