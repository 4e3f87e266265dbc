using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProviderService.Embedded.Encryption;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.Embedded;

/// <summary>
/// Opens the data directory, the key and the database before any other hosted service starts, and closes them after the last one has
/// stopped, so that all of those may use the store.
/// </summary>
internal sealed class EmbeddedBackend(
    IOptions<EmbeddedOptions> options, SqliteDocumentStore store, FileKeyWrapper keyWrapper, ILogger<EmbeddedBackend> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private DataDirectory? _directory;

    /// <exception cref="EmbeddedStartException">Something has to be put right first; the message says what.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _directory = DataDirectory.Open(options.Value.DataDirectory, logger);
        // The key comes first: a database without one must never be ours.
        keyWrapper.Open(options.Value.KeyFilePath, mayCreate: !File.Exists(_directory.DatabasePath));
        store.Open(_directory.DatabasePath);
        Log.Opened(logger, _directory.Path);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await store.DisposeAsync();
        _directory?.Dispose();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A host that failed to start is disposed of without having been stopped.</summary>
    public async ValueTask DisposeAsync() => await StoppedAsync(CancellationToken.None);
}
