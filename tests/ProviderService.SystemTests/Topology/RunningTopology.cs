using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ProviderService.SystemTests.Jobs;
using ProviderService.SystemTests.Processes;
using ProviderService.Tests.Infra;
using ProviderService.TestServers;
using ProviderService.TestServers.Vaults;

namespace ProviderService.SystemTests.Topology;

/// <summary>What docker-compose.yml describes, without containers: two replicas behind nginx, on a Cosmos DB server, a stand-in for Key Vault and
/// PostgreSQL. The replicas have the settings of that file; only addresses and what opens the emulators are others.</summary>
public sealed partial class RunningTopology : IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly ServiceDirectory[] _directories = [new(), new()];
    private readonly List<ServiceProcess> _replicas = [];
    private readonly NginxServer _nginx = new();

    /// <summary>Each of them can be asked directly too.</summary>
    internal IReadOnlyList<ServiceProcess> Replicas => _replicas;

    /// <summary>The address of all of them.</summary>
    internal Uri Url => _nginx.Url;

    /// <summary>Speaks with nginx, as the administrator.</summary>
    internal HttpClient Client { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(CosmosServer.Missing is null, CosmosServer.Missing ?? "");
        var settings = await StartWhatReplicasNeedAsync();
        foreach (var directory in _directories) _replicas.Add(Keep(await ServiceProcess.StartAsync(directory, settings)));
        await _nginx.StartAsync([.. _replicas.Select(replica => replica.AddressOf("http"))]);
        Client = SignedIn();
        await Poll.UntilAsync("nginx to answer", IsUpAsync);
    }

    /// <returns>The replica that holds an agent's poll, as soon as one does.</returns>
    internal Task<ServiceProcess> UntilPollIsHeldAsync() => Poll.UntilAsync("the poll to be held", async () =>
    {
        foreach (var replica in _replicas.Where(replica => !replica.HasEnded))
            if (Held().IsMatch(await replica.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)))
                return replica;
        return null;
    });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _nginx.DisposeAsync();
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
        foreach (var directory in _directories) directory.Dispose();
    }

    private async Task<string[]> StartWhatReplicasNeedAsync()
    {
        var cosmos = Keep(await CosmosServer.StartAsync());
        var vault = Keep(await VaultServer.StartAsync());
        var jobs = Keep(await PostgreSqlServer.StartAsync());
        var authority = Path.Combine(_directories[0].Path, "vault.pem");
        await File.WriteAllTextAsync(authority, vault.Certificate);
        var settings = ComposeFile.Parse(File.ReadAllText(Path.Combine(BuiltFiles.RepositoryRoot, "docker-compose.yml"))).Services["replica-1"].Environment;
        settings.Remove("SSL_CERT_FILE"); // the server speaks plain HTTP
        settings.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        settings["Azure__Cosmos__Endpoint"] = cosmos.Endpoint.AbsoluteUri;
        settings["Azure__Cosmos__Key"] = cosmos.Key;
        settings["Azure__Cosmos__Container"] = Guid.NewGuid().ToString("N");
        settings["Azure__KeyVault__KeyId"] = vault.Rotate("provider").AbsoluteUri;
        settings["Azure__KeyVault__EmulatorToken"] = VaultServer.Token;
        settings["Azure__KeyVault__CertificateAuthority"] = authority;
        settings["Jobs__ConnectionString"] = jobs.ConnectionString;
        settings["Proxy__Trusted"] = "127.0.0.1";
        return [.. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];
    }

    private HttpClient SignedIn()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(_nginx.Authority);
        var client = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = _replicas[0].Client.DefaultRequestHeaders.Authorization;
        return client;
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^providerservice_desired_state_polls(\{[^}]*\})? [1-9]", RegexOptions.Multiline)]
    private static partial Regex Held();

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
