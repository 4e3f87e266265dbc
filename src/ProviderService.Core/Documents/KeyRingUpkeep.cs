using ProviderService.Core.Encryption;

namespace ProviderService.Core.Documents;

/// <summary>
/// Asks the key-encryption key now and then whether the data keys are still ours to use, and has it wrap them anew when it has a new
/// version. While it cannot be reached the keys in memory go on being used, for <see cref="MaxAge"/>.
/// </summary>
public sealed class KeyRingUpkeep(KeyRingStore store, IKeyWrapper wrapper, KeyRing ring, KeyRingLoader loader, TimeProvider time)
{
    /// <summary>How long data keys are used that the key-encryption key has not unwrapped again.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    private long _unwrappedAt = time.GetTimestamp();

    /// <summary>Does both once. Several replicas may do so at the same time.</summary>
    /// <returns>The version of the key-encryption key that data keys were wrapped anew with; <see langword="null"/> when none had to be.</returns>
    /// <exception cref="KeyWrapperUnavailableException">The key-encryption key cannot be reached.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var document = await loader.ReloadAsync(cancellationToken);
            _unwrappedAt = time.GetTimestamp();
            return await RewrapAsync(document, cancellationToken);
        }
        finally
        {
            if (time.GetElapsedTime(_unwrappedAt) >= MaxAge) ring.Forget();
        }
    }

    /// <summary>Which version is the newest, only a wrapping tells: reading the key would need one more permission.</summary>
    private async Task<string?> RewrapAsync(KeyRingDocument document, CancellationToken cancellationToken)
    {
        var newest = (await wrapper.WrapAsync(ring.Active.Bytes, cancellationToken)).KeyEncryptionKeyId;
        var wrapped = new Dictionary<Guid, WrappedKey>();
        foreach (var entry in document.Keys)
            if (entry.KeyEncryptionKeyId != newest && ring.Find(entry.Id) is { } key)
                wrapped[entry.Id] = await wrapper.WrapAsync(key.Bytes, cancellationToken);
        if (wrapped.Count == 0) return null;

        await store.ChangeAsync(current => Rewrapped(current, wrapped, newest), cancellationToken);
        return newest;
    }

    /// <summary>Another replica may have been faster.</summary>
    private static KeyRingDocument Rewrapped(KeyRingDocument ring, Dictionary<Guid, WrappedKey> wrapped, string newest)
    {
        bool IsOld(KeyRingDocument.Entry entry) => entry.KeyEncryptionKeyId != newest && wrapped.ContainsKey(entry.Id);
        return ring.Keys.Any(IsOld) ? new([.. ring.Keys.Select(entry => IsOld(entry) ? With(entry, wrapped[entry.Id]) : entry)]) : ring;
    }

    private static KeyRingDocument.Entry With(KeyRingDocument.Entry entry, WrappedKey wrapped) =>
        entry with { KeyEncryptionKeyId = wrapped.KeyEncryptionKeyId, Wrapped = wrapped.Ciphertext.ToArray() };
}
