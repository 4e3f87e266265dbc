using System.Buffers.Binary;
using System.Text;

namespace ProviderService.Core.Encryption;

/// <summary>
/// The fields that stand in clear beside an envelope, in one canonical form: each as its length (4 bytes, big-endian) and its UTF-8 bytes,
/// an absent one as the length -1. No two different lists of fields have the same form.
/// </summary>
public readonly struct ClearFields
{
    /// <summary>Refuses what has no UTF-8 form, since its replacement could be another field's form.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="EncoderFallbackException">A field holds an unpaired surrogate.</exception>
    public ClearFields(params ReadOnlySpan<string?> fields)
    {
        var size = 0;
        foreach (var field in fields) size += sizeof(int) + (field is null ? 0 : Utf8.GetByteCount(field));
        var canonical = new byte[size];
        var rest = canonical.AsSpan();
        foreach (var field in fields)
        {
            var length = field is null ? -1 : Utf8.GetBytes(field, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            rest = rest[(sizeof(int) + Math.Max(length, 0))..];
        }
        Canonical = canonical;
    }

    public ReadOnlyMemory<byte> Canonical { get; }
}
