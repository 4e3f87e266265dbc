using Microsoft.Extensions.Diagnostics.HealthChecks;
using ProviderService.Core.Storage;

namespace ProviderService.Diagnostics.Health;

/// <summary>The store answers a read.</summary>
internal sealed class StoreCheck(IDocumentStore store) : IHealthCheck
{
    private static readonly DocumentKey Probe = new("system", "health");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        await store.ReadAsync(Probe, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
