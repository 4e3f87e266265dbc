using ProviderService.Core.Documents;

namespace ProviderService.Hosting;

/// <summary>Loads the key ring once the backend is open, before anything reads or writes a document.</summary>
internal sealed class KeyRingStart(KeyRingLoader loader) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => loader.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
