using Microsoft.Extensions.Options;

namespace ProviderService.Azure.KeyVault;

/// <summary>Says what is wrong with the settings before anything connects.</summary>
internal sealed class KeyVaultOptionsValidator : IValidateOptions<KeyVaultOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyVaultOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(KeyVaultOptions options)
    {
        if (options.KeyId is not { IsAbsoluteUri: true, Segments: ["/", "keys/", _], Query: "", Scheme: "https" or "http" } keyId)
            yield return $"{KeyVaultOptions.Section}:KeyId must be the URL of a key without a version, such as https://name.vault.azure.net/keys/provider.";
        else if (keyId.Scheme == Uri.UriSchemeHttp && !(keyId.IsLoopback && !string.IsNullOrEmpty(options.EmulatorToken)))
            yield return $"{KeyVaultOptions.Section}:KeyId may be plain http only for an emulator on this machine, with {KeyVaultOptions.Section}:EmulatorToken set.";
        if (!string.IsNullOrEmpty(options.CertificateAuthority) && !File.Exists(options.CertificateAuthority))
            yield return $"{KeyVaultOptions.Section}:CertificateAuthority names no file.";
    }
}
