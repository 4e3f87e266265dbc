using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ProviderService.Diagnostics.Health;

/// <summary>
/// The wall clock can be trusted with expiries: it is not before the time this program was built, and has not run away from the monotonic
/// clock. One that did (it was set, or the machine slept) is trusted again after it has run with the other for a while.
/// </summary>
/// <param name="time">Both clocks.</param>
/// <param name="built">A time that has certainly passed.</param>
internal sealed class ClockCheck(TimeProvider time, DateTimeOffset built) : IHealthCheck
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();

    /// <summary>Where both clocks stood together.</summary>
    private (DateTimeOffset Wall, long Monotonic) _together = (time.GetUtcNow(), time.GetTimestamp());
    private long? _ranAwayAt;

    public ClockCheck(TimeProvider time)
        : this(time, File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, $"{typeof(ClockCheck).Assembly.GetName().Name}.dll")))
    {
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(IsSane() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());

    /// <summary>Compares the clocks. Ask often: a clock that settled while nobody asked has to settle from then on.</summary>
    public bool IsSane()
    {
        lock (_lock)
        {
            var (wall, monotonic) = (time.GetUtcNow(), time.GetTimestamp());
            var drift = wall - _together.Wall - time.GetElapsedTime(_together.Monotonic, monotonic);
            if (drift.Duration() > Tolerance) (_together, _ranAwayAt) = ((wall, monotonic), monotonic);
            return wall >= built && (_ranAwayAt is not { } ranAway || time.GetElapsedTime(ranAway, monotonic) >= Settling);
        }
    }
}
