using System.Net;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Agents;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Agents;

/// <summary>When a token is good.</summary>
public sealed class AgentTokenTimesTests(TestService service) : AgentTests(service), IClassFixture<TestService>
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_token_lives_an_hour_at_most(int seconds, bool good) =>
        await AssertTimesAsync(good, token => token.Expires = token.IssuedAt + AgentTokenTimes.LongestLife + TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task An_agents_clock_may_be_five_minutes_fast(int seconds, bool good) => await AssertTimesAsync(good, token =>
    {
        token.IssuedAt += TimeSpan.FromSeconds(seconds);
        token.Expires += TimeSpan.FromSeconds(seconds);
    });

    [Theory]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public async Task An_agents_clock_may_be_five_minutes_slow(int seconds, bool good) => await AssertTimesAsync(good, token =>
    {
        token.IssuedAt -= AgentTokenTimes.LongestLife + TimeSpan.FromSeconds(seconds);
        token.Expires -= AgentTokenTimes.LongestLife + TimeSpan.FromSeconds(seconds);
    });

    [Fact]
    public async Task A_token_that_is_good_later_is_refused() =>
        await AssertTimesAsync(false, token => token.NotBefore = token.IssuedAt + TimeSpan.FromSeconds(301));

    [Fact]
    public async Task A_token_that_does_not_say_since_when_it_is_good_is_refused() => await AssertTimesAsync(false, token => token.IssuedAt = null);

    [Fact]
    public async Task A_token_that_never_expires_is_refused() => await AssertTimesAsync(false, token => token.Expires = null);

    [Theory]
    [InlineData("iat", -1e300)]
    [InlineData("exp", 1e300)]
    [InlineData("nbf", 1e300)]
    public async Task Times_beyond_all_calendars_are_refused(string claim, double value) => await AssertStatusAsync(
        HttpStatusCode.Unauthorized, Agent.Issue(token =>
        {
            if (claim == "iat") token.IssuedAt = null;
            if (claim == "exp") token.Expires = null;
            token.Claims[claim] = value;
        }));

    [Fact]
    public async Task A_token_that_was_good_is_refused_once_it_has_expired()
    {
        var token = Agent.Issue();
        await AssertGoodAsync(token);
        Service.Time.Advance(AgentTokenTimes.LongestLife + AgentTokenTimes.ClockSkew);
        await AssertStatusAsync(HttpStatusCode.Unauthorized, token);
    }

    private async Task AssertTimesAsync(bool good, Action<SecurityTokenDescriptor> change)
    {
        using var response = await Agent.GetAsync(token: Agent.Issue(change));
        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
        if (!good) Assert.Contains("has expired", await response.ReadTextAsync(), StringComparison.Ordinal);
    }
}
