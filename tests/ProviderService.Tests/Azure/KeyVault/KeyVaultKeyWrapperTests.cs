using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ProviderService.Azure.KeyVault;
using ProviderService.Core.Encryption;
using ProviderService.Tests.Diagnostics;
using ProviderService.TestServers.Vaults;

namespace ProviderService.Tests.Azure.KeyVault;

public sealed class KeyVaultKeyWrapperTests : IAsyncLifetime
{
    private static readonly byte[] DataKey = RandomNumberGenerator.GetBytes(32);

    private readonly TempDirectory _directory = new();
    private readonly FixedCredential _credential = new();
    private VaultServer _vault = null!;
    private KeyVaultKeyWrapper _wrapper = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string AuthorityFile => Path.Combine(_directory.Path, "authority.pem");

    public async ValueTask InitializeAsync()
    {
        _vault = await VaultServer.StartAsync();
        await File.WriteAllTextAsync(AuthorityFile, _vault.Certificate, Cancellation);
        _wrapper = Wrapper(new KeyVaultOptions { KeyId = _vault.Rotate("provider"), CertificateAuthority = AuthorityFile });
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_is_wrapped_unwraps_to_the_same_key()
    {
        var wrapped = await _wrapper.WrapAsync(DataKey, Cancellation);
        Assert.Equal(DataKey, await _wrapper.UnwrapAsync(wrapped, Cancellation));
        Assert.Equal(256, wrapped.Ciphertext.Length);
    }

    [Fact]
    public async Task The_current_version_wraps_and_its_id_goes_beside_the_key()
    {
        var wrapped = await _wrapper.WrapAsync(DataKey, Cancellation);
        Assert.Matches("^https://localhost:[0-9]+/keys/provider/[0-9a-f]{32}$", wrapped.KeyEncryptionKeyId);
        Assert.Equal("/keys/provider/wrapkey?api-version=7.4", Assert.Single(_vault.Requests));
    }

    [Fact]
    public async Task The_version_that_wrapped_is_asked_to_unwrap_though_there_is_a_newer_one()
    {
        var wrapped = await _wrapper.WrapAsync(DataKey, Cancellation);
        _vault.Rotate("provider");
        Assert.Equal(DataKey, await _wrapper.UnwrapAsync(wrapped, Cancellation));
        Assert.Equal($"{new Uri(wrapped.KeyEncryptionKeyId).AbsolutePath}/unwrapkey?api-version=7.4", _vault.Requests.Last());
        Assert.NotEqual(wrapped.KeyEncryptionKeyId, (await _wrapper.WrapAsync(DataKey, Cancellation)).KeyEncryptionKeyId);
    }

    [Fact]
    public async Task It_signs_in_as_the_challenge_says_and_once()
    {
        await _wrapper.UnwrapAsync(await _wrapper.WrapAsync(DataKey, Cancellation), Cancellation);
        Assert.Equal([("https://localhost/.default", VaultServer.Tenant)], _credential.Asked);
    }

    [Fact]
    public async Task A_challenge_for_a_resource_of_others_gets_no_token()
    {
        _vault.Resource = "https://vault.azure.net";
        await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => _wrapper.WrapAsync(DataKey, Cancellation).AsTask());
        Assert.Empty(_credential.Asked);
    }

    [Theory]
    [InlineData("https://elsewhere.example/keys/provider/00000000000000000000000000000000")]
    [InlineData("KEY/../other/00000000000000000000000000000000")]
    [InlineData("KEY/00000000000000000000000000000000?x=")]
    [InlineData("KEY/0/1")]
    [InlineData("file-0123456789abcdef")]
    public async Task Nobody_but_the_key_of_the_settings_is_asked_whatever_stands_beside_the_wrapped_key(string keyId)
    {
        var wrapped = new WrappedKey(keyId.Replace("KEY", $"{_vault.Url}keys/provider", StringComparison.Ordinal), new byte[256]);
        await Assert.ThrowsAsync<CryptographicException>(() => _wrapper.UnwrapAsync(wrapped, Cancellation).AsTask());
        Assert.Empty(_vault.Requests);
    }

    [Fact]
    public async Task What_was_changed_does_not_unwrap()
    {
        var wrapped = await _wrapper.WrapAsync(DataKey, Cancellation);
        var changed = wrapped.Ciphertext.ToArray();
        changed[0] ^= 1;
        var failure = await Assert.ThrowsAsync<CryptographicException>(() => _wrapper.UnwrapAsync(wrapped with { Ciphertext = changed }, Cancellation).AsTask());
        Assert.Contains("400 BadParameter", failure.Message, StringComparison.Ordinal);
        Assert.True(_wrapper.IsReachable);
    }

    [Theory]
    [InlineData(403, "Forbidden", "Key Vault Crypto Service Encryption User")]
    [InlineData(404, "KeyNotFound", "Azure:KeyVault:KeyId")]
    [InlineData(409, "Conflict", "409 Conflict")]
    public async Task A_refusal_says_what_to_do_about_it(int status, string code, string remedy)
    {
        _vault.Refusal = (status, code);
        var failure = await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => _wrapper.WrapAsync(DataKey, Cancellation).AsTask());
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{status} {code}", failure.Message, StringComparison.Ordinal);
        Assert.False(_wrapper.IsReachable);
    }

    [Theory]
    [InlineData(429, "Throttled")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Throttling_and_outages_are_tried_again_and_then_named(int status, string code)
    {
        _vault.Refusal = (status, code);
        var failure = await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => _wrapper.WrapAsync(DataKey, Cancellation).AsTask());
        Assert.Contains($"{status} {code}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, _vault.Requests.Count);
    }

    [Fact]
    public async Task It_is_reachable_again_when_the_vault_is()
    {
        _vault.Refusal = (403, "Forbidden");
        await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => _wrapper.WrapAsync(DataKey, Cancellation).AsTask());
        _vault.Refusal = null;
        await _wrapper.WrapAsync(DataKey, Cancellation);
        Assert.True(_wrapper.IsReachable);
    }

    [Fact]
    public async Task What_the_vault_did_and_refused_is_counted()
    {
        using var recorder = new Recorder();
        await _wrapper.UnwrapAsync(await _wrapper.WrapAsync(DataKey, Cancellation), Cancellation);
        _vault.Refusal = (403, "Forbidden");
        await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => _wrapper.WrapAsync(DataKey, Cancellation).AsTask());
        Assert.Equal(
            ["operation=wrap outcome=succeeded", "operation=unwrap outcome=succeeded", "operation=wrap outcome=failed"],
            recorder.Of("providerservice.keyvault.operations").Select(operation => operation.Labels));
    }

    [Fact]
    public async Task No_message_holds_the_key()
    {
        _vault.Refusal = (403, "Forbidden");
        var failure = await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => _wrapper.WrapAsync(DataKey, Cancellation).AsTask());
        Assert.DoesNotContain(System.Buffers.Text.Base64Url.EncodeToString(DataKey), failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emulator_is_sent_its_fixed_token_and_nobody_signs_in()
    {
        var wrapper = Wrapper(new KeyVaultOptions
        {
            KeyId = _vault.Rotate("provider"),
            CertificateAuthority = AuthorityFile,
            EmulatorToken = VaultServer.Token,
        });
        await wrapper.WrapAsync(DataKey, Cancellation);
        Assert.Empty(_credential.Asked);
    }

    [Fact]
    public async Task A_vault_whose_certificate_nobody_vouches_for_is_not_spoken_to()
    {
        var wrapper = Wrapper(new KeyVaultOptions { KeyId = _vault.Rotate("provider") });
        await Assert.ThrowsAsync<KeyWrapperUnavailableException>(() => wrapper.WrapAsync(DataKey, Cancellation).AsTask());
        Assert.Empty(_credential.Asked);
    }

    private KeyVaultKeyWrapper Wrapper(KeyVaultOptions options) =>
        new(new KeyVaultKey(KeyVaultPipeline.Create(options, _credential)), Options.Create(options));
}
