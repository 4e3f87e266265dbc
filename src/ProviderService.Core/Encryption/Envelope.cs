using System.Security.Cryptography;

namespace ProviderService.Core.Encryption;

/// <summary>
/// Authenticated encryption of one message: AES-256-GCM under a key of its own, derived by HKDF-SHA256 (RFC 5869) from a data key and a
/// random salt. Layout: format (1 byte), data key id (16), salt (32), ciphertext, tag (16). See README.md beside this file.
/// </summary>
public static class Envelope
{
    private const byte Format = 1;
    private const int SaltSize = 32;
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeyIdOffset = 1;
    private const int SaltOffset = KeyIdOffset + DataKey.IdSize;
    private const int CiphertextOffset = SaltOffset + SaltSize;

    /// <summary>How many bytes an envelope is longer than its message.</summary>
    public const int Overhead = CiphertextOffset + TagSize;

    /// <summary>Encrypts a message and binds it to its clear fields.</summary>
    public static byte[] Seal(DataKey key, ReadOnlySpan<byte> message, ClearFields clear)
    {
        var envelope = new byte[message.Length + Overhead];
        envelope[0] = Format;
        key.Id.TryWriteBytes(envelope.AsSpan(KeyIdOffset), bigEndian: true, out _);
        var salt = envelope.AsSpan(SaltOffset, SaltSize);
        RandomNumberGenerator.Fill(salt);

        Span<byte> derived = stackalloc byte[KeySize + NonceSize];
        try
        {
            Derive(key, salt, derived);
            using var aes = new AesGcm(derived[..KeySize], TagSize);
            aes.Encrypt(
                derived[KeySize..], message, envelope.AsSpan(CiphertextOffset, message.Length), envelope.AsSpan(^TagSize..), AdditionalData(envelope, clear));
            return envelope;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Whether something has the form of an envelope, which says nothing of whether it opens.</summary>
    public static bool IsEnvelope(ReadOnlySpan<byte> bytes) => bytes.Length >= Overhead && bytes[0] == Format;

    /// <summary>Names the data key that an envelope needs.</summary>
    /// <exception cref="CryptographicException">It is no envelope of this format.</exception>
    public static Guid KeyId(ReadOnlySpan<byte> envelope)
    {
        if (!IsEnvelope(envelope)) throw new CryptographicException("Not an envelope of a known format.");
        return new Guid(envelope.Slice(KeyIdOffset, DataKey.IdSize), bigEndian: true);
    }

    /// <summary>Decrypts an envelope that was sealed with this key and these clear fields.</summary>
    /// <exception cref="CryptographicException">It was sealed with others, or it was changed.</exception>
    public static byte[] Open(DataKey key, ReadOnlySpan<byte> envelope, ClearFields clear)
    {
        if (KeyId(envelope) != key.Id) throw new CryptographicException("The envelope was sealed with another key.");
        var message = new byte[envelope.Length - Overhead];
        Span<byte> derived = stackalloc byte[KeySize + NonceSize];
        try
        {
            Derive(key, envelope.Slice(SaltOffset, SaltSize), derived);
            using var aes = new AesGcm(derived[..KeySize], TagSize);
            aes.Decrypt(
                derived[KeySize..], envelope[CiphertextOffset..^TagSize], envelope[^TagSize..], message, AdditionalData(envelope, clear));
            return message;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static void Derive(DataKey key, ReadOnlySpan<byte> salt, Span<byte> output) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes.Span, output, salt, "ProviderService envelope 1"u8);

    private static byte[] AdditionalData(ReadOnlySpan<byte> envelope, ClearFields clear) =>
        [.. envelope[..SaltOffset], .. clear.Canonical.Span];
}
