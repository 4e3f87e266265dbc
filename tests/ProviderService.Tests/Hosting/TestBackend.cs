using ProviderService.Tests.Hosting;
using ProviderService.TestServers;
using ProviderService.TestServers.Vaults;

[assembly: AssemblyFixture(typeof(TestBackend))]

namespace ProviderService.Tests.Hosting;

/// <summary>
/// The backend that the service has in all tests: the embedded one, or with <c>PROVIDER_BACKEND=Azure</c> a Cosmos DB and the stand-in for
/// Key Vault, which all services of the run share. Each has a container of its own.
/// </summary>
public sealed class TestBackend : IAsyncLifetime
{
    private static CosmosServer? _cosmos;
    private static VaultServer? _vault;
    private static TempDirectory? _directory;

    public static bool IsAzure => Environment.GetEnvironmentVariable("PROVIDER_BACKEND") == "Azure";

    private static string AuthorityFile => Path.Combine(_directory!.Path, "authority.pem");

    /// <summary>What a new service is set to.</summary>
    public static IEnumerable<(string Name, string Value)> Settings() => _cosmos is null || _vault is null ? [] :
    [
        ("Backend", "Azure"),
        ("Azure:Cosmos:Endpoint", _cosmos.Endpoint.AbsoluteUri),
        ("Azure:Cosmos:Key", _cosmos.Key),
        ("Azure:Cosmos:Container", Guid.NewGuid().ToString("N")),
        ("Azure:Cosmos:Gateway", "true"),
        ("Azure:Cosmos:CreateIfMissing", "true"),
        ("Azure:Cosmos:AllowWeakerConsistency", _cosmos.IsLauncher ? "false" : "true"),
        ("Azure:KeyVault:KeyId", new Uri(_vault.Url, "/keys/provider").AbsoluteUri),
        ("Azure:KeyVault:EmulatorToken", VaultServer.Token),
        ("Azure:KeyVault:CertificateAuthority", AuthorityFile),
    ];

    /// <summary>Whether a metric is one of this backend, or of all.</summary>
    public static bool Exposes(string metric) => IsAzure
        ? !metric.StartsWith("providerservice_sqlite_", StringComparison.Ordinal)
        : !metric.StartsWith("providerservice_cosmos_", StringComparison.Ordinal) && !metric.StartsWith("providerservice_keyvault_", StringComparison.Ordinal);

    /// <summary>Skips a test of what only the embedded backend has.</summary>
    public static void RequireEmbedded() => Assert.SkipWhen(IsAzure, "This is about the files of the embedded backend.");

    public async ValueTask InitializeAsync()
    {
        if (!IsAzure) return;
        _directory = new TempDirectory();
        _cosmos = await CosmosServer.StartAsync();
        _vault = await VaultServer.StartAsync();
        _vault.Rotate("provider");
        await File.WriteAllTextAsync(AuthorityFile, _vault.Certificate);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cosmos is not null) await _cosmos.DisposeAsync();
        if (_vault is not null) await _vault.DisposeAsync();
        _directory?.Dispose();
    }
}
