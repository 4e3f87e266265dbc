using Microsoft.Extensions.Diagnostics.HealthChecks;
using ProviderService.Core.Encryption;

namespace ProviderService.Diagnostics.Health;

/// <summary>The key ring is loaded, and its active key opens what it sealed.</summary>
internal sealed class KeyRingCheck(KeyRing ring) : IHealthCheck
{
    private static readonly ClearFields Clear = new("health");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ring.IsLoaded && OpensWhatItSeals(ring.Active) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());

    private bool OpensWhatItSeals(DataKey active)
    {
        var message = Guid.NewGuid().ToByteArray();
        var envelope = Envelope.Seal(active, message, Clear);
        return ring.Find(Envelope.KeyId(envelope)) is { } key && Envelope.Open(key, envelope, Clear).AsSpan().SequenceEqual(message);
    }
}
