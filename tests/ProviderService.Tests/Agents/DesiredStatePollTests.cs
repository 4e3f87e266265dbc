using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Arm;
using ProviderService.Core.DesiredState;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Agents;

/// <summary>What ends a poll, and what does not.</summary>
public sealed class DesiredStatePollTests : PollTests
{
    [Fact]
    public async Task A_creation_is_answered_at_once()
    {
        using var poll = await Agent.HoldAsync();
        await PutAsync("cfg");
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task A_change_is_answered_at_once()
    {
        await PutAsync("cfg");
        using var poll = await Agent.HoldAsync();
        await PutAsync("cfg", "b");
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task A_deletion_is_answered_at_once()
    {
        await PutAsync("cfg");
        using var poll = await Agent.HoldAsync();
        await Agent.Cluster.DeleteAsync("cfg");
        await AssertChangedAsync(poll);
    }

    [Fact]
    public async Task Credentials_that_are_supplied_again_are_answered_at_once()
    {
        await SupplyAsync();
        using var poll = await Agent.HoldAsync();
        await SupplyAsync();
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task All_polls_of_a_cluster_are_answered()
    {
        using var one = await Agent.HoldAsync();
        using var two = await Agent.HoldAsync();
        await PutAsync("cfg");
        await AssertChangedAsync(one, "cfg");
        await AssertChangedAsync(two, "cfg");
    }

    [Fact]
    public async Task A_write_that_changes_no_meaning_ends_no_poll()
    {
        await PutAsync("cfg");
        using var poll = await Agent.HoldAsync();
        var waitingAgain = Service.Time.TimerAsync(due => due > TimeSpan.FromSeconds(45));
        await PutAsync("cfg");
        await waitingAgain;
        Assert.False(poll.Answer.IsCompleted);
    }

    [Fact]
    public async Task What_an_agent_reports_wakes_nobody()
    {
        var cluster = ResourceId.Parse(Agent.Cluster.Id);
        using var state = await Agent.GetAsync();
        using var waiter = Waiters.TryEnter(cluster.Key)!;
        var change = waiter.NextChange;
        await Service.Services.GetRequiredService<ClusterAgents>().ReportAsync(
            cluster, (Guid)(await state.ReadJsonAsync())["cluster"]!["uid"]!, ClusterFacts.None with { AgentVersion = "1.0" }, CancellationToken.None);
        Assert.False(change.IsCompleted);
    }

    [Fact]
    public async Task Another_cluster_ends_no_poll()
    {
        using var other = await TestAgent.CreateAsync(Service, Pair);
        using var poll = await Agent.HoldAsync();
        using var otherPoll = await other.HoldAsync();
        await PutAsync("cfg");
        await AssertChangedAsync(poll, "cfg");
        Assert.False(otherPoll.Answer.IsCompleted);
    }

    [Fact]
    public async Task An_agent_that_is_behind_does_not_wait()
    {
        var old = await Agent.ETagAsync();
        await PutAsync("cfg");
        using var poll = await Agent.HoldAsync(old);
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task A_change_between_the_read_and_the_wait_is_not_missed()
    {
        var known = await Agent.ETagAsync();
        Service.Interception.AfterList = () => PutAsync("cfg");
        using var poll = await Agent.HoldAsync(known);
        await AssertChangedAsync(poll, "cfg");
    }

    [Fact]
    public async Task A_cluster_that_is_deleted_while_it_is_read_is_not_answered_in_part()
    {
        await PutAsync("cfg");
        using var poll = await Agent.HoldAsync();
        Service.Interception.BeforeList = async () =>
        {
            await Agent.Cluster.DeleteAsync();
            await Service.SweepAsync();
        };
        await PutAsync("cfg", "b");
        await AssertRefusedAsync(poll);
    }

    [Fact]
    public async Task A_lost_signal_costs_one_wait_and_nothing_else()
    {
        using var directory = new TempDirectory();
        var lossy = Service.WithWebHostBuilder(host => host.UseSetting("Embedded:DataDirectory", directory.Path).ConfigureTestServices(services =>
            services.AddSingleton(provider => new ChangeSignal(provider.GetRequiredService<Waiters>(), _ => false))));
        await using (lossy)
        {
            using var agent = await TestAgent.CreateAsync(Service.Time, lossy, Pair);
            using var poll = await agent.HoldAsync();
            (await agent.Cluster.PutAsync("cfg")).EnsureSuccessStatusCode();
            Assert.False(poll.Answer.IsCompleted);
            Service.Time.Advance(Wait);
            using var nothing = await poll.Answer;
            Assert.Equal(HttpStatusCode.NotModified, nothing.StatusCode);
            using var next = await agent.HoldAsync(poll.Known);
            await AssertChangedAsync(next, "cfg");
        }
    }

    [Fact]
    public async Task Changes_that_follow_closely_are_answered_together()
    {
        using var first = await Agent.HoldAsync();
        await PutAsync("cfg", "0");
        using var answer = await first.Answer;
        var settling = Service.Time.TimerAsync(due => due <= Waiter.Quiet);
        var second = PollAsync(answer.Header("ETag")!);
        for (var i = 1; i < 100; i++)
        {
            Service.Time.Advance(TimeSpan.FromMicroseconds(100));
            await PutAsync("cfg", $"{i}");
        }

        await settling;
        Service.Time.Advance(Waiter.Quiet);
        using var last = await second;
        Assert.Equal(100, (long)(await last.ReadJsonAsync())["configurations"]![0]!["generation"]!);
    }

    private async Task SupplyAsync() => (await Agent.Cluster.PutAsync(
        "cfg", """{"repositoryUrl":"https://example.org/a","configurationProtectedSettings":{"token":"secret"}}""")).EnsureSuccessStatusCode();

    private static async Task AssertChangedAsync(HeldPoll poll, params string[] configurations)
    {
        using var response = await poll.Answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual(poll.Known, response.Header("ETag"));
        Assert.Equal(configurations, (await response.ReadJsonAsync())["configurations"]!.AsArray().Select(item => (string)item!["name"]!));
    }
}
