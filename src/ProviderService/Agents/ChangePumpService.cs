using ProviderService.Core.DesiredState;

namespace ProviderService.Agents;

/// <summary>Follows the store while the process lives, and sends those who wait away when it is told to stop.</summary>
internal sealed class ChangePumpService(ChangePump pump, Waiters waiters, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server waits for its requests before the services are stopped.
        using var closing = lifetime.ApplicationStopping.Register(waiters.Close);
        await pump.RunAsync(stoppingToken);
    }
}
