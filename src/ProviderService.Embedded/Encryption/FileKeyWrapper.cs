using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ProviderService.Core.Encryption;

namespace ProviderService.Embedded.Encryption;

/// <summary>
/// Wraps data keys with AES-256-GCM under a key that is read from a file. Layout: nonce (12 bytes), ciphertext, tag (16); the additional
/// data is the id of the key-encryption key.
/// </summary>
public sealed class FileKeyWrapper(ILogger<FileKeyWrapper> logger) : IKeyWrapper
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private sealed record Key(string Id, byte[] Bytes);

    private volatile Key? _key;

    private Key Current => _key ?? throw new InvalidOperationException("The key-encryption key is not opened yet.");

    /// <summary>Reads the key, or makes one.</summary>
    /// <exception cref="EmbeddedStartException">There is no usable key, and none may be made.</exception>
    public void Open(string path, bool mayCreate)
    {
        var bytes = KeyFile.ReadOrCreate(path, mayCreate, logger);
        _key = new Key(IdOf(bytes), bytes);
    }

    public ValueTask<WrappedKey> WrapAsync(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
    {
        var key = Current;
        var wrapped = new byte[NonceSize + dataKey.Length + TagSize];
        var nonce = wrapped.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagSize);
        aes.Encrypt(nonce, dataKey.Span, wrapped.AsSpan(NonceSize, dataKey.Length), wrapped.AsSpan(^TagSize..), Encoding.ASCII.GetBytes(key.Id));
        return ValueTask.FromResult(new WrappedKey(key.Id, wrapped));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        var key = Current;
        if (wrapped.KeyEncryptionKeyId != key.Id)
            throw new CryptographicException(
                $"The data key needs key-encryption key {wrapped.KeyEncryptionKeyId}, but the key file holds {key.Id}. Put the former in its place.");
        if (wrapped.Ciphertext.Length < NonceSize + TagSize) throw new CryptographicException("The wrapped data key is too short.");

        var (nonce, ciphertext, tag) = (wrapped.Ciphertext[..NonceSize], wrapped.Ciphertext[NonceSize..^TagSize], wrapped.Ciphertext[^TagSize..]);
        var dataKey = new byte[ciphertext.Length];
        using var aes = new AesGcm(key.Bytes, TagSize);
        aes.Decrypt(nonce.Span, ciphertext.Span, tag.Span, dataKey, Encoding.ASCII.GetBytes(key.Id));
        return ValueTask.FromResult(dataKey);
    }

    /// <summary>Tells keys apart and says nothing about them.</summary>
    private static string IdOf(byte[] key) =>
        "file-" + Convert.ToHexStringLower(HMACSHA256.HashData(key, "ProviderService key-encryption key id"u8)[..8]);
}
