namespace ProviderService.SystemTests.Processes;

/// <summary>A service in a directory of its own that the tests of a class share.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly ServiceDirectory _directory = new();
    private ServiceProcess? _process;

    public ServiceProcess Process => _process ?? throw new InvalidOperationException("The service has not been started.");

    public HttpClient Client => Process.Client;

    public async ValueTask InitializeAsync() => _process = await ServiceProcess.StartAsync(_directory);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _directory.Dispose();
    }
}
