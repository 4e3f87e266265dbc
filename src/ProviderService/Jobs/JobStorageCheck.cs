using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ProviderService.Jobs;

/// <summary>
/// Hangfire's storage answered when it was last asked. A service without it serves on and purges by itself, so that this is no reason to
/// send it no requests; and whoever asks does not wait for the storage.
/// </summary>
internal sealed class JobStorageCheck : IHealthCheck
{
    private volatile bool _answers;

    public bool Answers
    {
        get => _answers;
        set => _answers = value;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Answers ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}
