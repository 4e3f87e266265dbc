using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ProviderService.Identity;

/// <summary>
/// Remembers tokens that were found good, so that a signature is checked once a token and not once a request. It keeps hashes, not
/// tokens, and forgets each at its expiry.
/// </summary>
/// <typeparam name="T">What was found of a token.</typeparam>
/// <param name="capacity">The most tokens that are remembered; one more and all are forgotten, which only costs time.</param>
internal sealed class ValidatedTokens<T>(int capacity = 1024)
    where T : class
{
    private readonly ConcurrentDictionary<(UInt128, UInt128), Entry> _entries = new();

    private sealed record Entry(T Result, DateTimeOffset Expires);

    public int Count => _entries.Count;

    /// <returns>What was found of the token, or <see langword="null"/> when it is unknown or has expired.</returns>
    public T? Find(string token, DateTimeOffset now)
    {
        var hash = HashOf(token);
        if (!_entries.TryGetValue(hash, out var entry)) return null;
        if (now < entry.Expires) return entry.Result;
        _entries.TryRemove(hash, out _);
        return null;
    }

    public void Add(string token, T result, DateTimeOffset expires)
    {
        if (_entries.Count >= capacity) _entries.Clear();
        _entries[HashOf(token)] = new Entry(result, expires);
    }

    private static (UInt128, UInt128) HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return (BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
