namespace ProviderService.TestServers;

/// <summary>
/// A Cosmos DB for tests: the account that <c>COSMOS_ENDPOINT</c> and <c>COSMOS_KEY</c> name, or the server in the folder <c>cosmos</c>, which
/// keeps everything in memory.
/// </summary>
public sealed class CosmosServer : IAsyncDisposable
{
    /// <summary>Any key does, as long as it is one.</summary>
    private const string AnyKey = "AAAA";

    private readonly NodeProcess? _process;

    private CosmosServer(Uri endpoint, string key, NodeProcess? process) => (Endpoint, Key, _process) = (endpoint, key, process);

    public Uri Endpoint { get; }

    public string Key { get; }

    /// <summary>Whether this is the server in the folder, and not a Cosmos DB or an emulator of it.</summary>
    public bool IsLauncher => _process is not null;

    /// <summary>Why there is none; <see langword="null"/> when there is one.</summary>
    public static string? Missing => NodeProcess.Missing("cosmos");

    private static string? Given => Environment.GetEnvironmentVariable("COSMOS_ENDPOINT");

    /// <summary>Starts the server, or takes the account.</summary>
    public static async Task<CosmosServer> StartAsync() => Given is { } given
        ? new CosmosServer(new Uri(given), Environment.GetEnvironmentVariable("COSMOS_KEY") ?? AnyKey, null)
        : await StartLauncherAsync();

    /// <summary>Starts the server, whatever account there is.</summary>
    /// <param name="environment">What it is to be like, for <c>corrections/account.js</c>.</param>
    public static async Task<CosmosServer> StartLauncherAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var (process, line) = await NodeProcess.StartAsync("cosmos", "launcher.js", environment);
        return new CosmosServer(new Uri(line), AnyKey, process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
