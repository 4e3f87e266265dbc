using System.Collections.Frozen;

namespace ProviderService.Core.Encryption;

/// <summary>The data keys that this process knows: one encrypts, all of them decrypt.</summary>
public sealed class KeyRing
{
    private sealed record Keys(DataKey Active, FrozenDictionary<Guid, DataKey> ById);

    private volatile Keys? _keys;
    private volatile bool _isForgotten;

    /// <summary>The key that new messages are sealed with.</summary>
    /// <exception cref="InvalidOperationException">No key was loaded yet.</exception>
    /// <exception cref="KeyWrapperUnavailableException">The keys were forgotten.</exception>
    public DataKey Active => (Loaded ?? throw new InvalidOperationException("The key ring is not loaded yet.")).Active;

    public bool IsLoaded => _keys is not null;

    private Keys? Loaded => _keys ?? (_isForgotten
        ? throw new KeyWrapperUnavailableException("The data keys were forgotten, since the key-encryption key could not be reached for too long.")
        : null);

    /// <exception cref="KeyWrapperUnavailableException">The keys were forgotten.</exception>
    public DataKey? Find(Guid id) => Loaded?.ById.GetValueOrDefault(id);

    /// <summary>Replaces the keys; readers see the old ring or the new one, never a mixture.</summary>
    /// <param name="keys">All of them, oldest first.</param>
    /// <param name="active">The one of them that encrypts; the newest, when it is not said.</param>
    public void Load(IReadOnlyList<DataKey> keys, DataKey? active = null) =>
        _keys = new Keys(active ?? keys[^1], keys.ToFrozenDictionary(key => key.Id));

    /// <summary>Lets go of the keys until they are loaded again.</summary>
    public void Forget()
    {
        _isForgotten = true;
        _keys = null;
    }
}
