using ProviderService.Core.Storage;

namespace ProviderService.Core.Secrets;

/// <summary>Remembers what was read from each text, since importing a key costs more than answering a request. Safe for concurrent use.</summary>
/// <param name="capacity">The most texts that are remembered.</param>
public sealed class ClusterPublicKeys(int capacity = 16 * 1024)
{
    private readonly BoundedCache<string, ClusterPublicKey?> _keys = new(capacity);

    /// <inheritdoc cref="ClusterPublicKey.Parse"/>
    public ClusterPublicKey? Find(string text)
    {
        if (text.Length > ClusterPublicKey.MaximumText) return null;
        if (!_keys.TryGet(text, out var key)) _keys.Set(text, key = ClusterPublicKey.Parse(text));
        return key;
    }
}
