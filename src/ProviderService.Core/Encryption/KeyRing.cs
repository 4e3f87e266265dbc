using System.Collections.Frozen;

namespace ProviderService.Core.Encryption;

/// <summary>The data keys that this process knows: one encrypts, all of them decrypt.</summary>
public sealed class KeyRing
{
    private sealed record Keys(DataKey Active, FrozenDictionary<Guid, DataKey> ById);

    private volatile Keys? _keys;

    /// <summary>The key that new messages are sealed with.</summary>
    /// <exception cref="InvalidOperationException">No key was loaded yet.</exception>
    public DataKey Active => (_keys ?? throw new InvalidOperationException("The key ring is not loaded yet.")).Active;

    public bool IsLoaded => _keys is not null;

    public DataKey? Find(Guid id) => _keys?.ById.GetValueOrDefault(id);

    /// <summary>Replaces the keys; readers see the old ring or the new one, never a mixture.</summary>
    /// <param name="keys">All of them, oldest first.</param>
    /// <param name="active">The one of them that encrypts; the newest, when it is not said.</param>
    public void Load(IReadOnlyList<DataKey> keys, DataKey? active = null) =>
        _keys = new Keys(active ?? keys[^1], keys.ToFrozenDictionary(key => key.Id));
}
