using ProviderService.Hosting.Launch;

namespace ProviderService.Diagnostics.Audit;

/// <summary>Opens the audit log before the service listens: without one it must not.</summary>
internal sealed class AuditStart(IAuditOutput output) : IHostedService
{
    /// <exception cref="StartUpException">It cannot be written.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            output.Open();
            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"The audit log cannot be written: {exception.Message} Let the user that runs the service own it, or set Audit:Output to StandardOutput.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
