using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ProviderService.Azure.Cosmos;

namespace ProviderService.Azure;

/// <summary>Checks the account and the container before any other hosted service starts, so that all of those may use the store.</summary>
internal sealed class AzureBackend(CosmosClient client, IOptions<CosmosOptions> options) : IHostedLifecycleService
{
    /// <exception cref="Core.Storage.BackendStartException">Something has to be put right first; the message says what.</exception>
    public Task StartingAsync(CancellationToken cancellationToken) => new CosmosStart(client, options.Value).CheckAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
