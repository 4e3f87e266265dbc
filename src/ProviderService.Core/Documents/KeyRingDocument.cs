using System.Text.Json.Serialization;

namespace ProviderService.Core.Documents;

/// <summary>The key ring as it is stored: the data keys, each wrapped by the key-encryption key, oldest first.</summary>
public sealed record KeyRingDocument(IReadOnlyList<KeyRingDocument.Entry> Keys)
{
    /// <summary>One data key.</summary>
    public sealed record Entry(Guid Id, DateTimeOffset CreatedAt, string KeyEncryptionKeyId, byte[] Wrapped);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeyRingDocument))]
internal sealed partial class KeyRingJson : JsonSerializerContext;
