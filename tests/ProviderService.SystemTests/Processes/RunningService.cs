namespace ProviderService.SystemTests.Processes;

/// <summary>A service that the tests of a class share, in a directory of its own or on servers of its own (<c>PROVIDER_BACKEND=Azure</c>).</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly ServiceDirectory _directory = new();
    private AzureServers? _servers;
    private ServiceProcess? _process;

    public ServiceProcess Process => _process ?? throw new InvalidOperationException("The service has not been started.");

    public HttpClient Client => Process.Client;

    public async ValueTask InitializeAsync()
    {
        if (AzureServers.AreAskedFor) _servers = await AzureServers.StartAsync();
        _process = _servers is null ? await ServiceProcess.StartAsync(_directory) : (await _servers.StartReplicasAsync(1))[0];
    }

    public async ValueTask DisposeAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
        else if (_process is not null) await _process.DisposeAsync();
        _directory.Dispose();
    }
}
