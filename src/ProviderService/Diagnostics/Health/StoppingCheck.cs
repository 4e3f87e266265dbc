using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ProviderService.Diagnostics.Health;

/// <summary>The process was not told to stop. Once it was, it finishes what it has and should be sent nothing more.</summary>
internal sealed class StoppingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}
