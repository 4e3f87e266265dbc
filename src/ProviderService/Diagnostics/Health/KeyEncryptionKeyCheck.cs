using Microsoft.Extensions.Diagnostics.HealthChecks;
using ProviderService.Core.Encryption;

namespace ProviderService.Diagnostics.Health;

/// <summary>The key-encryption key could be reached when it was last asked. If not, the service goes on with the data keys that it has, for a while.</summary>
internal sealed class KeyEncryptionKeyCheck(IKeyWrapper wrapper) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(wrapper.IsReachable ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}
