using System.Collections.Frozen;

namespace ProviderService.Core.Encryption;

/// <summary>The data keys that this process knows: the last one encrypts, all of them decrypt.</summary>
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
    /// <param name="keys">At least one, oldest first.</param>
    public void Load(IReadOnlyList<DataKey> keys) =>
        _keys = new Keys(keys[^1], keys.ToFrozenDictionary(key => key.Id));
}
