namespace ProviderService.Azure.KeyVault;

/// <summary>Where the key-encryption key is.</summary>
public sealed class KeyVaultOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Azure:KeyVault";

    /// <summary>The key, <c>https://{vault}/keys/{name}</c>: RSA, and without a version, so that new versions are used.</summary>
    public Uri? KeyId { get; set; }

    /// <summary>For emulators: the bearer token to send, instead of one that <c>DefaultAzureCredential</c> gets.</summary>
    public string? EmulatorToken { get; set; }

    /// <summary>For emulators: a PEM file with the certificate authority to trust, and no other.</summary>
    public string? CertificateAuthority { get; set; }
}
