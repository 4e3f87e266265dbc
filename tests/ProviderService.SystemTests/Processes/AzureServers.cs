using ProviderService.TestServers;
using ProviderService.TestServers.Vaults;

namespace ProviderService.SystemTests.Processes;

/// <summary>One Cosmos DB and one Key Vault, and the replicas that share them. Each has a directory of its own.</summary>
internal sealed class AzureServers : IAsyncDisposable
{
    private readonly ServiceDirectory _directory = new();
    private readonly List<ServiceDirectory> _directories = [];
    private readonly List<ServiceProcess> _replicas = [];
    private readonly string _container = Guid.NewGuid().ToString("N");
    private readonly CosmosServer _cosmos;
    private readonly VaultServer _vault;

    private AzureServers(CosmosServer cosmos, FaultProxy? way, VaultServer vault) => (_cosmos, Way, _vault) = (cosmos, way, vault);

    /// <summary>Whether the tests are to run on this backend instead of the embedded one.</summary>
    public static bool AreAskedFor => Environment.GetEnvironmentVariable("PROVIDER_BACKEND") == "Azure";

    /// <summary>Between the replicas and Cosmos DB, when it was asked for: what may go wrong there.</summary>
    public FaultProxy? Way { get; }

    private string AuthorityFile => Path.Combine(_directory.Path, "authority.pem");

    public static async Task<AzureServers> StartAsync(bool withFaults = false)
    {
        Assert.SkipWhen(CosmosServer.Missing is not null, CosmosServer.Missing ?? "");
        var cosmos = await (withFaults ? CosmosServer.StartLauncherAsync() : CosmosServer.StartAsync());
        var servers = new AzureServers(cosmos, withFaults ? await FaultProxy.StartAsync(cosmos.Endpoint) : null, await VaultServer.StartAsync());
        servers._vault.Rotate("provider");
        await File.WriteAllTextAsync(servers.AuthorityFile, servers._vault.Certificate);
        return servers;
    }

    /// <summary>Starts replicas, all at once, and waits until they are ready.</summary>
    public async Task<ServiceProcess[]> StartReplicasAsync(int count, params string[] settings)
    {
        var directories = Enumerable.Range(0, count).Select(_ => new ServiceDirectory()).ToList();
        _directories.AddRange(directories);
        var started = await Task.WhenAll(directories.Select(directory => ServiceProcess.StartAsync(directory, [.. Settings(), .. settings])));
        _replicas.AddRange(started);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas) await replica.DisposeAsync();
        if (Way is not null) await Way.DisposeAsync();
        await _cosmos.DisposeAsync();
        await _vault.DisposeAsync();
        foreach (var directory in _directories.Append(_directory)) directory.Dispose();
    }

    private string[] Settings() =>
    [
        "--Backend=Azure",
        $"--Azure:Cosmos:Endpoint={Way?.Url ?? _cosmos.Endpoint}",
        $"--Azure:Cosmos:Key={_cosmos.Key}",
        $"--Azure:Cosmos:Container={_container}",
        "--Azure:Cosmos:Gateway=true",
        "--Azure:Cosmos:CreateIfMissing=true",
        $"--Azure:Cosmos:AllowWeakerConsistency={!_cosmos.IsLauncher}",
        $"--Azure:KeyVault:KeyId={new Uri(_vault.Url, "/keys/provider")}",
        $"--Azure:KeyVault:EmulatorToken={VaultServer.Token}",
        $"--Azure:KeyVault:CertificateAuthority={AuthorityFile}",
    ];
}
