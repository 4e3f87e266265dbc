using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ProviderService.Diagnostics.Health;

/// <summary>
/// The wall clock can be trusted with expiries: it is not before the time this program was built, and it has run as evenly as the
/// monotonic clock. One that jumped (it was set, or the machine slept) is trusted again after it has run evenly for a while.
/// </summary>
/// <param name="time">Both clocks.</param>
/// <param name="built">A time that has certainly passed.</param>
internal sealed class ClockCheck(TimeProvider time, DateTimeOffset built) : IHealthCheck
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _monotonic = time.GetTimestamp();
    private long? _jumpedAt;

    public ClockCheck(TimeProvider time)
        : this(time, File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, $"{typeof(ClockCheck).Assembly.GetName().Name}.dll")))
    {
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            NoteJump();
            var sane = _wall >= built && (_jumpedAt is not { } jump || time.GetElapsedTime(jump, _monotonic) >= Settling);
            return Task.FromResult(sane ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        }
    }

    private void NoteJump()
    {
        var (wall, monotonic) = (time.GetUtcNow(), time.GetTimestamp());
        var drift = wall - _wall - time.GetElapsedTime(_monotonic, monotonic);
        if (drift.Duration() > Tolerance) _jumpedAt = monotonic;
        (_wall, _monotonic) = (wall, monotonic);
    }
}
