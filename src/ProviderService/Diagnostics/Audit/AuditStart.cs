namespace ProviderService.Diagnostics.Audit;

/// <summary>Opens the audit log before the service listens: without one it must not.</summary>
internal sealed class AuditStart(IAuditOutput output) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        output.Open();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
