using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Diagnostics.Health;

namespace ProviderService.Tests.Diagnostics.Health;

public sealed class ClockCheckTests
{
    private static readonly DateTimeOffset Built = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Jump = ClockCheck.Tolerance + TimeSpan.FromSeconds(1);

    private readonly SettableTime _time = new(Built.AddDays(1));
    private readonly ClockCheck _check;

    public ClockCheckTests() => _check = new ClockCheck(_time, Built);

    [Fact]
    public async Task A_clock_that_runs_evenly_is_sane()
    {
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(HealthStatus.Healthy, await AskAsync());
    }

    [Fact]
    public async Task A_clock_that_is_corrected_a_little_is_sane()
    {
        _time.WallClockError = -ClockCheck.Tolerance;
        Assert.Equal(HealthStatus.Healthy, await AskAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_jumps_is_not_sane(int direction)
    {
        _time.WallClockError = Jump * direction;
        Assert.Equal(HealthStatus.Unhealthy, await AskAsync());
    }

    [Fact]
    public async Task A_clock_that_runs_away_in_small_steps_is_not_sane()
    {
        for (var i = 0; i < 11; i++)
        {
            _time.WallClockError += TimeSpan.FromMinutes(1);
            _time.Advance(TimeSpan.FromHours(1));
            await AskAsync();
        }
        Assert.Equal(HealthStatus.Unhealthy, await AskAsync());
    }

    [Fact]
    public async Task A_clock_that_jumped_is_not_sane_before_it_has_settled()
    {
        _time.WallClockError = Jump;
        await AskAsync();
        _time.Advance(ClockCheck.Settling - TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Unhealthy, await AskAsync());
    }

    [Fact]
    public async Task A_clock_that_jumped_is_sane_once_it_has_settled()
    {
        _time.WallClockError = Jump;
        await AskAsync();
        _time.Advance(ClockCheck.Settling);
        Assert.Equal(HealthStatus.Healthy, await AskAsync());
    }

    [Fact]
    public async Task A_clock_before_the_build_is_not_sane()
    {
        var check = new ClockCheck(new FakeTimeProvider(Built.AddSeconds(-1)), Built);
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task The_clock_of_this_machine_is_after_the_build()
    {
        var check = new ClockCheck(TimeProvider.System);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status);
    }

    private async Task<HealthStatus> AskAsync() => (await _check.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status;
}
