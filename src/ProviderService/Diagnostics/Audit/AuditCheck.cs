using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ProviderService.Diagnostics.Audit;

/// <summary>The last record of the audit log could be written.</summary>
internal sealed class AuditCheck(AuditLog audit) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(audit.IsFailing ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}
