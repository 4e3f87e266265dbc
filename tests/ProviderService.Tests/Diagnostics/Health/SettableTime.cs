using Microsoft.Extensions.Time.Testing;

namespace ProviderService.Tests.Diagnostics.Health;

/// <summary>A time whose wall clock can be set, while the monotonic one runs on.</summary>
public class SettableTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public TimeSpan WallClockError { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + WallClockError;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
}
