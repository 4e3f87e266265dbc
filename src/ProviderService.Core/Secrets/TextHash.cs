using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ProviderService.Core.Secrets;

/// <summary>The SHA-256 of a text, to remember something about the text without the text: it may be long, or not for keeping.</summary>
public readonly record struct TextHash(UInt128 High, UInt128 Low)
{
    public static TextHash Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
