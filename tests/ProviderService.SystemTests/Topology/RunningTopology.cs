using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ProviderService.SystemTests.Jobs;
using ProviderService.SystemTests.Processes;
using ProviderService.Tests.Infra;

namespace ProviderService.SystemTests.Topology;

/// <summary>What docker-compose.yml describes, without containers: two replicas behind nginx, on servers that stand in for Azure, and
/// PostgreSQL. The replicas have the settings of that file; only addresses, and what opens the stand-ins, are others.</summary>
public sealed partial class RunningTopology : IAsyncDisposable
{
    private readonly NginxServer _nginx = new();
    private AzureServers? _azure;
    private PostgreSqlServer? _jobs;
    private Task? _starting;

    /// <summary>Each of them can be asked directly too.</summary>
    internal IReadOnlyList<ServiceProcess> Replicas { get; private set; } = [];

    /// <summary>The address of all of them.</summary>
    internal Uri Url => _nginx.Url;

    /// <summary>Speaks with nginx, as the administrator.</summary>
    internal HttpClient Client { get; private set; } = new();

    /// <summary>For each test to call, since a fixture cannot skip the tests when a tool is missing.</summary>
    internal ValueTask StartAsync() => new(_starting ??= StartOnceAsync());

    /// <returns>The replica that holds an agent's poll, as soon as one does.</returns>
    internal Task<ServiceProcess> UntilPollIsHeldAsync() => Poll.UntilAsync("the poll to be held", async () =>
    {
        foreach (var replica in Replicas.Where(replica => !replica.HasEnded))
            if (Held().IsMatch(await replica.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)))
                return replica;
        return null;
    });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _nginx.DisposeAsync();
        if (_azure is not null) await _azure.DisposeAsync();
        if (_jobs is not null) await _jobs.DisposeAsync();
    }

    private async Task StartOnceAsync()
    {
        _jobs = await PostgreSqlServer.StartAsync();
        _azure = await AzureServers.StartAsync();
        Replicas = await _azure.StartReplicasAsync(2, Settings(_jobs));
        await _nginx.StartAsync([.. Replicas.Select(replica => replica.AddressOf("http"))]);
        Client = SignedIn();
        await Poll.UntilAsync("nginx to answer", IsUpAsync);
    }

    private static string[] Settings(PostgreSqlServer jobs)
    {
        var settings = ComposeFile.Parse(File.ReadAllText(Path.Combine(BuiltFiles.RepositoryRoot, "docker-compose.yml"))).Services["replica-1"].Environment;
        settings["Jobs__ConnectionString"] = jobs.ConnectionString;
        settings["Proxy__Trusted"] = "127.0.0.1";
        return
        [
            .. settings.Where(setting => !setting.Key.StartsWith("Azure__", StringComparison.Ordinal))
                .Where(setting => setting.Key is not ("SSL_CERT_FILE" or "OTEL_EXPORTER_OTLP_ENDPOINT"))
                .Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ];
    }

    private HttpClient SignedIn()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(_nginx.Authority);
        var client = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = Replicas[0].Client.DefaultRequestHeaders.Authorization;
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
}
