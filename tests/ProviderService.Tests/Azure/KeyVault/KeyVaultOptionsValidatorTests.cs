using ProviderService.Azure.KeyVault;

namespace ProviderService.Tests.Azure.KeyVault;

public sealed class KeyVaultOptionsValidatorTests
{
    [Theory]
    [InlineData("https://name.vault.azure.net/keys/provider", null)]
    [InlineData("https://name.vault.azure.net/keys/provider/", null)]
    [InlineData("http://127.0.0.1:8443/keys/provider", "token")]
    public void A_key_of_a_vault_will_do(string keyId, string? token) => Assert.True(Validate(keyId, token).Succeeded);

    [Theory]
    [InlineData(null, null)]
    [InlineData("provider", null)]
    [InlineData("https://name.vault.azure.net/", null)]
    [InlineData("https://name.vault.azure.net/secrets/provider", null)]
    [InlineData("https://name.vault.azure.net/keys/provider/0123", null)]
    [InlineData("https://name.vault.azure.net/keys/provider?x=1", null)]
    [InlineData("http://127.0.0.1:8443/keys/provider", null)]
    [InlineData("http://vault.example/keys/provider", "token")]
    public void Anything_else_is_refused_with_the_name_of_the_setting(string? keyId, string? token)
    {
        var result = Validate(keyId, token);
        Assert.True(result.Failed);
        Assert.StartsWith("Azure:KeyVault:KeyId", Assert.Single(result.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_that_is_not_there_is_refused()
    {
        var options = new KeyVaultOptions { KeyId = new Uri("https://name.vault.azure.net/keys/provider"), CertificateAuthority = "no-such-file" };
        Assert.True(new KeyVaultOptionsValidator().Validate(null, options).Failed);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(string? keyId, string? token) => new KeyVaultOptionsValidator().Validate(
        null, new KeyVaultOptions { KeyId = keyId is null ? null : new Uri(keyId, UriKind.RelativeOrAbsolute), EmulatorToken = token });
}
