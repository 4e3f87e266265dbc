using ProviderService.Core.Secrets;

namespace ProviderService.Tests.Secrets;

public sealed class SecretRetentionTests
{
    private static readonly DateTimeOffset Supplied = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("48:00:00", 48 * 3600)]
    [InlineData("24:00:00", 24 * 3600)]
    [InlineData("00:00:10", 10)]
    [InlineData("1.12:00:00", 36 * 3600)]
    [InlineData("100:00:01", (100 * 3600) + 1)]
    public void Hours_are_hours(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), SecretRetention.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("two days")]
    [InlineData("48:60:00")]
    public void What_is_no_time_span_is_not_read(string? text) => Assert.Null(SecretRetention.Parse(text));

    [Theory]
    [InlineData("48:00:00", true)]
    [InlineData("00:00:01", true)]
    [InlineData("48:00:01", false)]
    [InlineData("00:00:00", false)]
    [InlineData("-01:00:00", false)]
    [InlineData("soon", false)]
    public void No_more_than_48_hours_are_allowed(string text, bool allowed) => Assert.Equal(allowed, SecretRetention.IsAllowed(SecretRetention.Parse(text)));

    [Fact]
    public void A_longer_life_cannot_be_made() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SecretRetention(SecretRetention.Longest + TimeSpan.FromTicks(1)));

    [Fact]
    public void A_life_of_no_time_cannot_be_made() => Assert.Throws<ArgumentOutOfRangeException>(() => new SecretRetention(TimeSpan.Zero));

    [Fact]
    public void A_secret_expires_after_its_life_and_is_purged_two_runs_before()
    {
        var retention = new SecretRetention(TimeSpan.FromHours(48));
        var expiry = retention.ExpiryOf(Supplied);
        Assert.Equal((Supplied.AddHours(48), Supplied.AddHours(48).AddMinutes(-2)), (expiry, retention.PurgeOf(expiry)));
    }

    [Fact]
    public void A_short_life_is_served_for_half_of_it_at_least()
    {
        var retention = new SecretRetention(TimeSpan.FromSeconds(10));
        Assert.Equal(Supplied.AddSeconds(5), retention.PurgeOf(retention.ExpiryOf(Supplied)));
    }

    [Fact]
    public void A_new_secret_is_checked_after_ten_minutes_or_when_it_is_to_be_purged()
    {
        var (long_, short_) = (new SecretRetention(TimeSpan.FromHours(1)), new SecretRetention(TimeSpan.FromMinutes(5)));
        Assert.Equal(Supplied.AddMinutes(10), long_.CheckOf(Supplied, long_.ExpiryOf(Supplied)));
        Assert.Equal(Supplied.AddMinutes(3), short_.CheckOf(Supplied, short_.ExpiryOf(Supplied)));
    }

    [Fact]
    public void A_secret_is_held_until_the_very_tick_of_its_expiry()
    {
        var reference = new SecretReference(Guid.NewGuid(), null, Supplied, Supplied.AddHours(48));
        Assert.True(reference.IsHeld(Supplied.AddHours(48).AddTicks(-1), null));
        Assert.False(reference.IsHeld(Supplied.AddHours(48), null));
    }

    [Fact]
    public void A_secret_that_expired_once_is_not_held_at_any_time()
    {
        var reference = new SecretReference(Guid.NewGuid(), null, Supplied, Supplied.AddHours(48)).Noted(Supplied.AddHours(48), null);
        Assert.False(reference.IsHeld(Supplied, null));
        Assert.Same(reference, reference.Noted(Supplied, null));
    }

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", null, false)]
    [InlineData(null, "b", true)]
    public void A_sealed_secret_is_held_only_while_the_cluster_has_that_key(string? sealedTo, string? kid, bool held) =>
        Assert.Equal(held, new SecretReference(Guid.NewGuid(), sealedTo, Supplied, Supplied.AddHours(48)).IsHeld(Supplied, kid));
}
