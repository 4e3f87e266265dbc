using System.Collections.Concurrent;

namespace ProviderService.Core.Secrets;

/// <summary>Remembers what was read from each text, since importing a key costs more than answering a request. Safe for concurrent use.</summary>
/// <param name="capacity">The most texts that are remembered; one more and all are forgotten, which only costs time.</param>
public sealed class ClusterPublicKeys(int capacity = 16 * 1024)
{
    private readonly ConcurrentDictionary<string, ClusterPublicKey?> _keys = new(StringComparer.Ordinal);
    private int _count;

    /// <inheritdoc cref="ClusterPublicKey.Parse"/>
    public ClusterPublicKey? Find(string text)
    {
        if (text.Length > ClusterPublicKey.MaximumText) return null;
        return _keys.TryGetValue(text, out var key) ? key : Remember(text);
    }

    private ClusterPublicKey? Remember(string text)
    {
        // The dictionary's own count takes all of its locks.
        if (Interlocked.Increment(ref _count) > capacity)
        {
            _keys.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        return _keys[text] = ClusterPublicKey.Parse(text);
    }
}
