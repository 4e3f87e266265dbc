using ProviderService.Core.Storage;

namespace ProviderService.Core.Secrets;

/// <summary>Remembers what was read from each text, since importing a key costs more than answering a request. Safe for concurrent use.</summary>
/// <param name="capacity">The most texts that are remembered: those of all clusters that one process is likely to serve.</param>
public sealed class ClusterPublicKeys(int capacity = 128 * 1024)
{
    private readonly BoundedCache<TextHash, ClusterPublicKey?> _keys = new(capacity);

    /// <inheritdoc cref="ClusterPublicKey.Parse"/>
    public ClusterPublicKey? Find(string text)
    {
        if (text.Length > ClusterPublicKey.MaximumText) return null;
        var hash = TextHash.Of(text);
        if (!_keys.TryGet(hash, out var key)) _keys.Set(hash, key = ClusterPublicKey.Parse(text));
        return key;
    }
}
