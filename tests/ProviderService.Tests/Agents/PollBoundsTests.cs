using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProviderService.Agents;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents;

/// <summary>How long polls are held, how many, and when they are given up.</summary>
public sealed class PollBoundsTests : PollTests
{
    [Fact]
    public async Task After_the_wait_nothing_has_changed()
    {
        using var poll = await Agent.HoldAsync();
        Service.Time.Advance(Wait);
        using var response = await poll.Answer;
        Assert.Equal((HttpStatusCode.NotModified, poll.Known, "wait=50"), (response.StatusCode, response.Header("ETag"), response.Header("Preference-Applied")));
    }

    [Fact]
    public async Task The_wait_is_shorter_by_a_sixteenth_at_most()
    {
        using var poll = await Agent.HoldAsync();
        Service.Time.Advance(Wait * 15 / 16 - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Waiters.Count);
    }

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(100_000)]
    public async Task Nobody_waits_longer_than_the_setting(int seconds)
    {
        using var poll = await Agent.HoldAsync(seconds: seconds);
        Service.Time.Advance(AgentOptions.LongestWait);
        using var response = await poll.Answer;
        Assert.Equal((HttpStatusCode.NotModified, "wait=55"), (response.StatusCode, response.Header("Preference-Applied")));
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_does_not()
    {
        var known = await Agent.ETagAsync();
        using var response = await Agent.GetAsync(known, headers: headers => headers.Add("Prefer", "wait=0"));
        Assert.Equal((HttpStatusCode.NotModified, "wait=0"), (response.StatusCode, response.Header("Preference-Applied")));
    }

    [Fact]
    public async Task Another_key_of_the_cluster_ends_the_poll_of_the_old_one()
    {
        using var poll = await Agent.HoldAsync();
        using var other = new ClusterKeyPair();
        await Agent.Cluster.CreateAgainAsync(other.PublicKey);
        await AssertRefusedAsync(poll);
    }

    [Fact]
    public async Task The_deletion_of_the_cluster_ends_the_poll()
    {
        using var poll = await Agent.HoldAsync();
        await Agent.Cluster.DeleteAsync();
        await AssertRefusedAsync(poll);
    }

    [Fact]
    public async Task A_poll_does_not_outlive_its_token()
    {
        var known = await Agent.ETagAsync();
        var token = Agent.Issue(descriptor => descriptor.Expires = descriptor.IssuedAt + TimeSpan.FromSeconds(1));
        Service.Time.Advance(AgentTokenTimes.ClockSkew);
        var held = Service.Time.TimerAsync(due => due > TimeSpan.FromSeconds(40));
        var answer = Agent.GetAsync(known, token, headers: headers => headers.Add("Prefer", "wait=50"));
        await held;
        Service.Time.Advance(Wait);
        using var response = await answer;
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Too_many_polls_of_a_cluster_are_sent_away_for_a_while()
    {
        var polls = new List<HeldPoll>();
        for (var i = 0; i < new AgentOptions().MaxPollsPerCluster; i++) polls.Add(await Agent.HoldAsync());
        using var response = await PollAsync(polls[0].Known);
        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequests"), (response.StatusCode, await response.ReadErrorCodeAsync()));
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        foreach (var poll in polls) poll.Dispose();
    }

    [Fact]
    public async Task An_agent_that_disconnects_frees_its_place()
    {
        using var poll = await Agent.HoldAsync();
        await poll.Connection.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll.Answer);
        while (Waiters.Count > 0) await Task.Yield();
    }

    [Fact]
    public async Task When_the_service_stops_every_poll_is_sent_away()
    {
        using var one = await Agent.HoldAsync();
        using var two = await Agent.HoldAsync();
        Service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        foreach (var poll in new[] { one, two })
        {
            using var response = await poll.Answer;
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (response.StatusCode, await response.ReadErrorCodeAsync()));
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        }
    }
}
