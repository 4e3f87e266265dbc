using System.Text.Json.Serialization;

namespace ProviderService.Core.Documents;

/// <summary>The key ring as it is stored: the data keys, each wrapped by the key-encryption key, oldest first.</summary>
public sealed record KeyRingDocument(IReadOnlyList<KeyRingDocument.Entry> Keys)
{
    /// <summary>One data key.</summary>
    /// <param name="Id">Its name, which envelopes carry.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="KeyEncryptionKeyId">The key-encryption key, with its version, that wrapped it.</param>
    /// <param name="Wrapped">The key, as only the key-encryption key reads it.</param>
    /// <param name="ActiveFrom">When it begins to encrypt; <see langword="null"/> for at once, as the first key does.</param>
    /// <param name="ResealedAt">When nothing was found any more that it had sealed; <see langword="null"/> for not yet.</param>
    public sealed record Entry(
        Guid Id, DateTimeOffset CreatedAt, string KeyEncryptionKeyId, byte[] Wrapped,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ActiveFrom = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ResealedAt = null);

    /// <summary>The key that encrypts at a moment: the newest whose time has come.</summary>
    public Entry ActiveAt(DateTimeOffset now) => Keys.LastOrDefault(key => (key.ActiveFrom ?? key.CreatedAt) <= now) ?? Keys[0];

    /// <summary>The keys that no replica encrypts with any more.</summary>
    public IEnumerable<Entry> RetiredAt(DateTimeOffset now, KeyNotice notice)
    {
        var active = ActiveAt(now - notice.Duration);
        return Keys.TakeWhile(key => key != active);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeyRingDocument))]
internal sealed partial class KeyRingJson : JsonSerializerContext;
