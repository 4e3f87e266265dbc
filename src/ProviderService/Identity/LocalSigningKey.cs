using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;

namespace ProviderService.Identity;

/// <summary>The key that signs local tokens. It is made once and kept sealed in the store, so that all replicas share it.</summary>
internal sealed class LocalSigningKey(SealedDocuments documents)
{
    private const int KeySize = 2048;

    public static readonly DocumentKey Key = new("system", "local-signing-key");

    /// <summary>Reads the key, and makes it when the store is new.</summary>
    public async Task<RsaSecurityKey> LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(cancellationToken) ?? await CreateAsync(cancellationToken);
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(stored.Value.Pkcs8, out _);
        return new RsaSecurityKey(rsa) { KeyId = stored.Value.KeyId.ToString() };
    }

    /// <summary>Writes a new key, or reads the one that another replica wrote first.</summary>
    private async Task<Versioned<SigningKeyDocument>> CreateAsync(CancellationToken cancellationToken)
    {
        using var rsa = RSA.Create(KeySize);
        var document = new SigningKeyDocument(Guid.NewGuid(), rsa.ExportPkcs8PrivateKey());
        return await documents.WriteAsync(Key, document, SigningKeyJson.Default.SigningKeyDocument, null, cancellationToken)
            ?? await ReadAsync(cancellationToken)
            ?? throw new StoreUnavailableException("The signing key vanished while it was made.");
    }

    private ValueTask<Versioned<SigningKeyDocument>?> ReadAsync(CancellationToken cancellationToken) =>
        documents.ReadAsync(Key, SigningKeyJson.Default.SigningKeyDocument, cancellationToken);
}

/// <summary>The signing key as it is stored, sealed.</summary>
internal sealed record SigningKeyDocument(Guid KeyId, byte[] Pkcs8);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SigningKeyDocument))]
internal sealed partial class SigningKeyJson : JsonSerializerContext;
