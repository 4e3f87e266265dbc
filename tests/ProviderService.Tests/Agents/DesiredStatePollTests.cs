using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProviderService.Agents;
using ProviderService.Core.Arm;
using ProviderService.Core.DesiredState;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents;

/// <summary>Long polls. Each test has a service of its own, whose clock it moves.</summary>
public sealed class DesiredStatePollTests : IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(50);

    private readonly TestService _service = new();
    private readonly ClusterKeyPair _pair = new();
    private TestAgent _agent = null!;

    public async ValueTask InitializeAsync() => _agent = await TestAgent.CreateAsync(_service, _pair);

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        _pair.Dispose();
        await _service.DisposeAsync();
    }

    private Waiters Waiters => _service.Services.GetRequiredService<Waiters>();

    [Fact]
    public async Task A_creation_is_answered_at_once()
    {
        using var poll = await _agent.HoldAsync();
        await PutAsync("cfg");
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task A_change_is_answered_at_once()
    {
        await PutAsync("cfg");
        using var poll = await _agent.HoldAsync();
        await PutAsync("cfg", "b");
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task A_deletion_is_answered_at_once()
    {
        await PutAsync("cfg");
        using var poll = await _agent.HoldAsync();
        await _agent.Cluster.DeleteAsync("cfg");
        await AssertChangedAsync(poll);
    }

    [Fact]
    public async Task Credentials_that_are_supplied_again_are_answered_at_once()
    {
        await SupplyAsync();
        using var poll = await _agent.HoldAsync();
        await SupplyAsync();
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task All_polls_of_a_cluster_are_answered()
    {
        using var one = await _agent.HoldAsync();
        using var two = await _agent.HoldAsync();
        await PutAsync("cfg");
        await AssertChangedAsync(one, "cfg");
        await AssertChangedAsync(two, "cfg");
    }

    [Fact]
    public async Task A_write_that_changes_no_meaning_ends_no_poll()
    {
        await PutAsync("cfg");
        using var poll = await _agent.HoldAsync();
        var waitingAgain = _service.Time.TimerAsync(due => due > TimeSpan.FromSeconds(45));
        await PutAsync("cfg");
        await waitingAgain;
        Assert.False(poll.Answer.IsCompleted);
    }

    [Fact]
    public async Task What_an_agent_reports_wakes_nobody()
    {
        var cluster = ResourceId.Parse(_agent.Cluster.Id);
        using var state = await _agent.GetAsync();
        using var waiter = Waiters.TryEnter(cluster.Key)!;
        var change = waiter.NextChange;
        await _service.Services.GetRequiredService<ClusterAgents>().ReportAsync(
            cluster, (Guid)(await state.ReadJsonAsync())["cluster"]!["uid"]!, ClusterFacts.None with { AgentVersion = "1.0" }, CancellationToken.None);
        Assert.False(change.IsCompleted);
    }

    [Fact]
    public async Task Another_cluster_ends_no_poll()
    {
        using var other = await TestAgent.CreateAsync(_service, _pair);
        using var poll = await _agent.HoldAsync();
        using var otherPoll = await other.HoldAsync();
        await PutAsync("cfg");
        await AssertChangedAsync(poll, "cfg");
        Assert.False(otherPoll.Answer.IsCompleted);
    }

    [Fact]
    public async Task An_agent_that_is_behind_does_not_wait()
    {
        var old = await _agent.ETagAsync();
        await PutAsync("cfg");
        using var poll = await _agent.HoldAsync(old);
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task After_the_wait_nothing_has_changed()
    {
        using var poll = await _agent.HoldAsync();
        _service.Time.Advance(Wait);
        using var response = await poll.Answer;
        Assert.Equal((HttpStatusCode.NotModified, poll.Known, "wait=50"), (response.StatusCode, response.Header("ETag"), response.Header("Preference-Applied")));
    }

    [Fact]
    public async Task The_wait_is_shorter_by_a_sixteenth_at_most()
    {
        using var poll = await _agent.HoldAsync();
        _service.Time.Advance(Wait * 15 / 16 - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Waiters.Count);
    }

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(100_000)]
    public async Task Nobody_waits_longer_than_the_setting(int seconds)
    {
        using var poll = await _agent.HoldAsync(seconds: seconds);
        _service.Time.Advance(AgentOptions.LongestWait);
        using var response = await poll.Answer;
        Assert.Equal((HttpStatusCode.NotModified, "wait=55"), (response.StatusCode, response.Header("Preference-Applied")));
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_does_not()
    {
        var known = await _agent.ETagAsync();
        using var response = await _agent.GetAsync(known, headers: headers => headers.Add("Prefer", "wait=0"));
        Assert.Equal((HttpStatusCode.NotModified, "wait=0"), (response.StatusCode, response.Header("Preference-Applied")));
    }

    [Fact]
    public async Task A_change_between_the_read_and_the_wait_is_not_missed()
    {
        var known = await _agent.ETagAsync();
        _service.Interception.AfterList = () => PutAsync("cfg");
        using var poll = await _agent.HoldAsync(known);
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task A_cluster_that_is_deleted_while_it_is_read_is_not_answered_in_part()
    {
        await PutAsync("cfg");
        using var poll = await _agent.HoldAsync();
        _service.Interception.BeforeList = async () =>
        {
            await _agent.Cluster.DeleteAsync();
            await _service.SweepAsync();
        };
        await PutAsync("cfg", "b");
        await AssertRefusedAsync(poll);
    }

    [Fact]
    public async Task A_lost_signal_costs_one_wait_and_nothing_else()
    {
        using var directory = new TempDirectory();
        var lossy = _service.WithWebHostBuilder(host => host.UseSetting("Embedded:DataDirectory", directory.Path).ConfigureTestServices(services =>
            services.AddSingleton(provider => new ChangeSignal(provider.GetRequiredService<Waiters>(), _ => false))));
        await using (lossy)
        {
            using var agent = await TestAgent.CreateAsync(_service.Time, lossy, _pair);
            using var poll = await agent.HoldAsync();
            (await agent.Cluster.PutAsync("cfg")).EnsureSuccessStatusCode();
            Assert.False(poll.Answer.IsCompleted);
            _service.Time.Advance(Wait);
            await AssertChangedAsync(poll, "cfg");
        }
    }

    [Fact]
    public async Task Changes_that_follow_closely_are_answered_together()
    {
        using var first = await _agent.HoldAsync();
        await PutAsync("cfg", "0");
        using var answer = await first.Answer;
        var settling = _service.Time.TimerAsync(due => due <= Waiter.Quiet);
        var second = PollAsync(answer.Header("ETag")!);
        for (var i = 1; i < 100; i++)
        {
            _service.Time.Advance(TimeSpan.FromMicroseconds(100));
            await PutAsync("cfg", $"{i}");
        }

        await settling;
        _service.Time.Advance(Waiter.Quiet);
        using var last = await second;
        Assert.Equal(100, (long)(await last.ReadJsonAsync())["configurations"]![0]!["generation"]!);
    }

    [Fact]
    public async Task Another_key_of_the_cluster_ends_the_poll_of_the_old_one()
    {
        using var poll = await _agent.HoldAsync();
        using var other = new ClusterKeyPair();
        await _agent.Cluster.CreateAgainAsync(other.PublicKey);
        await AssertRefusedAsync(poll);
    }

    [Fact]
    public async Task The_deletion_of_the_cluster_ends_the_poll()
    {
        using var poll = await _agent.HoldAsync();
        await _agent.Cluster.DeleteAsync();
        await AssertRefusedAsync(poll);
    }

    [Fact]
    public async Task A_poll_does_not_outlive_its_token()
    {
        var known = await _agent.ETagAsync();
        var token = _agent.Issue(descriptor => descriptor.Expires = descriptor.IssuedAt + TimeSpan.FromSeconds(1));
        _service.Time.Advance(AgentTokenTimes.ClockSkew);
        var held = _service.Time.TimerAsync(due => due > TimeSpan.FromSeconds(40));
        var answer = _agent.GetAsync(known, token, headers: headers => headers.Add("Prefer", "wait=50"));
        await held;
        _service.Time.Advance(Wait);
        using var response = await answer;
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Too_many_polls_of_a_cluster_are_sent_away_for_a_while()
    {
        var polls = new List<HeldPoll>();
        for (var i = 0; i < new AgentOptions().MaxPollsPerCluster; i++) polls.Add(await _agent.HoldAsync());
        using var response = await PollAsync(polls[0].Known);
        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequests"), (response.StatusCode, await response.ReadErrorCodeAsync()));
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        foreach (var poll in polls) poll.Dispose();
    }

    [Fact]
    public async Task An_agent_that_disconnects_frees_its_place()
    {
        using var poll = await _agent.HoldAsync();
        await poll.Connection.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll.Answer);
        while (Waiters.Count > 0) await Task.Yield();
    }

    [Fact]
    public async Task When_the_service_stops_every_poll_is_sent_away()
    {
        using var one = await _agent.HoldAsync();
        using var two = await _agent.HoldAsync();
        _service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        foreach (var poll in new[] { one, two })
        {
            using var response = await poll.Answer;
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (response.StatusCode, await response.ReadErrorCodeAsync()));
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        }
    }

    private Task<HttpResponseMessage> PollAsync(string known) => _agent.GetAsync(known, headers: headers => headers.Add("Prefer", "wait=50"));

    private async Task PutAsync(string name, string repository = "a") =>
        (await _agent.Cluster.PutAsync(name, $$"""{"repositoryUrl":"https://example.org/{{repository}}"}""")).EnsureSuccessStatusCode();

    private async Task SupplyAsync() => (await _agent.Cluster.PutAsync(
        "cfg", """{"repositoryUrl":"https://example.org/a","configurationProtectedSettings":{"token":"secret"}}""")).EnsureSuccessStatusCode();

    private static async Task AssertChangedAsync(HeldPoll poll, params string[] configurations)
    {
        using var response = await poll.Answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual(poll.Known, response.Header("ETag"));
        Assert.Equal(configurations, (await response.ReadJsonAsync())["configurations"]!.AsArray().Select(item => (string)item!["name"]!));
    }

    private static async Task AssertRefusedAsync(HeldPoll poll)
    {
        using var response = await poll.Answer;
        Assert.Equal((HttpStatusCode.Unauthorized, "AuthenticationFailed"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }
}
