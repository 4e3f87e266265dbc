using ProviderService.TestServers;
using ProviderService.TestServers.Vaults;

namespace ProviderService.Tests.Azure.KeyVault;

/// <summary>The stand-in is what the official client for JavaScript takes for a Key Vault.</summary>
public sealed class VaultServerTests
{
    [Fact]
    public async Task The_official_client_finds_a_vault_in_it()
    {
        Assert.SkipWhen(NodeProcess.Missing("keyvault") is not null, NodeProcess.Missing("keyvault") ?? "");
        await using var vault = await VaultServer.StartAsync();
        using var directory = new TempDirectory();
        var authority = Path.Combine(directory.Path, "authority.pem");
        await File.WriteAllTextAsync(authority, vault.Certificate, TestContext.Current.CancellationToken);

        var environment = new Dictionary<string, string> { ["NODE_EXTRA_CA_CERTS"] = authority };
        var (process, line) = await NodeProcess.StartAsync("keyvault", "check.js", environment, vault.Url.AbsoluteUri, VaultServer.Token);
        await using (process)
            Assert.Equal($$"""ok {"scopes":["https://localhost/.default"],"tenant":"{{VaultServer.Tenant}}"}""", line);
    }
}
