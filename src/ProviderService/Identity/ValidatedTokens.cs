using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;

namespace ProviderService.Identity;

/// <summary>
/// Remembers tokens that were found good, so that a signature is checked once a token and not once a request. It keeps hashes, not
/// tokens, and forgets each at its expiry.
/// </summary>
/// <typeparam name="T">What was found of a token.</typeparam>
/// <param name="capacity">The most tokens that are remembered.</param>
internal sealed class ValidatedTokens<T>(int capacity = 1024)
    where T : class
{
    private readonly BoundedCache<TextHash, Entry> _entries = new(capacity);

    private sealed record Entry(T Result, DateTimeOffset Expires);

    public int Count => _entries.Count;

    /// <returns>What was found of the token, or <see langword="null"/> when it is unknown or has expired.</returns>
    public T? Find(string token, DateTimeOffset now)
    {
        var hash = TextHash.Of(token);
        if (!_entries.TryGet(hash, out var entry)) return null;
        if (now < entry.Expires) return entry.Result;
        _entries.Remove(hash);
        return null;
    }

    public void Add(string token, T result, DateTimeOffset expires) => _entries.Set(TextHash.Of(token), new Entry(result, expires));
}
