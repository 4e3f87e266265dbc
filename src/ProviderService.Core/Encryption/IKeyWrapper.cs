namespace ProviderService.Core.Encryption;

/// <summary>Holds the key-encryption key, which wraps the data keys and never leaves its home.</summary>
/// <remarks>Both methods throw <see cref="KeyWrapperUnavailableException"/> when that home does not answer.</remarks>
public interface IKeyWrapper
{
    /// <summary>Whether the last call found the key-encryption key. True before the first.</summary>
    bool IsReachable => true;

    /// <summary>Wraps a data key under the current version of the key-encryption key.</summary>
    ValueTask<WrappedKey> WrapAsync(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken);

    /// <summary>Unwraps a data key with the version of the key-encryption key that wrapped it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Another key wrapped it, or it was changed.</exception>
    ValueTask<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken);
}

/// <summary>A data key that only the key-encryption key can read.</summary>
/// <param name="KeyEncryptionKeyId">The key-encryption key, with its version, that wrapped it.</param>
/// <param name="Ciphertext">The wrapped key.</param>
public sealed record WrappedKey(string KeyEncryptionKeyId, ReadOnlyMemory<byte> Ciphertext);
