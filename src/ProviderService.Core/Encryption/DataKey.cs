using System.Security.Cryptography;

namespace ProviderService.Core.Encryption;

/// <summary>A 256-bit key from which the keys of single messages are derived.</summary>
/// <param name="Id">Its name, written into every envelope.</param>
/// <param name="Bytes">The key itself: in memory only, wrapped elsewhere.</param>
public sealed record DataKey(Guid Id, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Tells keys apart where their ids should not be read, e.g. in metrics: the start of a hash of the id.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Id.ToByteArray()).AsSpan(0, 4));

    public const int Size = 32;
    public const int IdSize = 16;

    public static DataKey Create() => new(Guid.NewGuid(), RandomNumberGenerator.GetBytes(Size));

    /// <summary>Shows the id alone, wherever a key ends up in a message.</summary>
    public override string ToString() => $"data key {Id}";
}
