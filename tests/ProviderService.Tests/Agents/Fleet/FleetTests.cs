using System.Collections.Concurrent;
using CsCheck;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Agents;
using ProviderService.Core.Arm;
using ProviderService.Core.DesiredState;
using ProviderService.Jobs;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents.Fleet;

/// <summary>
/// Fifty agents poll while random things happen to their clusters, several at once. No agent ends behind, none sees a generation go back
/// or something come back that was gone, and in the end nobody waits.
/// </summary>
public sealed class FleetTests : IAsyncLifetime
{
    private const int Agents = 50;
    private const int Writers = 5;
    private const int StepsOfRound = 20;

    private static readonly Gen<FleetStep> Step = FleetStep.Of(Agents / Writers);

    private readonly TestService _service = new();
    private readonly TempDirectory _directory = new();
    private readonly WebApplicationFactory<Program> _unaided;
    private readonly ClusterKeyPair _pair = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly List<FleetAgent> _fleet = [];

    /// <summary>Without the pump, which would repeat a signal that was lost, and with patience for requests during which the clock is moved.</summary>
    public FleetTests() => _unaided = _service.WithWebHostBuilder(host => host
        .UseSetting("Embedded:DataDirectory", _directory.Path)
        .UseSetting("Limits:RequestTimeout", "20.00:00:00")
        .ConfigureTestServices(services => services.Remove(services.Single(service => service.ImplementationType == typeof(ChangePumpService)))));

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Agents; i++)
            _fleet.Add(new FleetAgent(await TestAgent.CreateAsync(_service.Time, _unaided, _pair), _service.Time, _faults));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _fleet) agent.Dispose();
        _pair.Dispose();
        await _unaided.DisposeAsync();
        _directory.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public Task No_agent_is_left_behind() => RunAsync(rounds: 20, seed: 5);

    /// <summary>All together.</summary>
    [Theory]
    [Trait("Run", "full")]
    [MemberData(nameof(Seeds))]
    public Task No_agent_is_left_behind_in_a_hundred_thousand_steps(uint seed) => RunAsync(rounds: 100, seed);

    public static TheoryData<uint> Seeds => [.. Enumerable.Range(1, 10).Select(seed => (uint)seed)];

    private async Task RunAsync(int rounds, uint seed)
    {
        using var stopping = new CancellationTokenSource();
        var polling = Task.WhenAll(_fleet.Select(agent => Task.Run(() => agent.RunAsync(stopping.Token))));
        PCG[] writers = [.. Enumerable.Range(0, Writers).Select(writer => new PCG((uint)writer + 1, seed))];
        for (; rounds > 0; rounds--)
        {
            await Task.WhenAll(writers.Select((random, writer) => Task.Run(() => WriteAsync(writer, random))));
            await AssertNoneIsBehindAsync();
        }

        await stopping.CancelAsync();
        await polling;
        Assert.Equal([], _faults);
        while (_unaided.Services.GetRequiredService<Waiters>().Count > 0) await Task.Yield();
        TestContext.Current.TestOutputHelper!.WriteLine($"{_fleet.Sum(agent => agent.Answers)} answers.");
    }

    /// <summary>Each writer has clusters of its own, so that what it does to one of them has an order.</summary>
    private async Task WriteAsync(int writer, PCG random)
    {
        for (var step = 0; step < StepsOfRound; step++)
        {
            var next = Step.Generate(random, null, out _);
            await TakeAsync(next, _fleet[(next.Cluster * Writers) + writer]);
        }
    }

    private async Task TakeAsync(FleetStep step, FleetAgent agent)
    {
        var (cluster, name) = (agent.Agent.Cluster, $"cfg{step.Name}");
        switch (step.Kind)
        {
            case FleetStepKind.Put:
                await SucceedAsync(cluster.PutAsync(name, $$"""{"repositoryUrl":"https://example.org/{{step.Value}}","operatorParams":"--git-branch=b"}"""));
                break;
            case FleetStepKind.Delete:
                await SucceedAsync(cluster.DeleteAsync(name));
                break;
            case FleetStepKind.Supply:
                await SucceedAsync(cluster.PutAsync(
                    name, $$$"""{"repositoryUrl":"https://example.org/{{{step.Value}}}","configurationProtectedSettings":{"token":"secret"}}"""));
                break;
            case FleetStepKind.Report:
                await ReportAsync(agent, step.Value);
                break;
            case FleetStepKind.Disconnect or FleetStepKind.Restart:
                agent.Disconnect(restart: step.Kind == FleetStepKind.Restart);
                break;
            case FleetStepKind.Pass:
                _service.Time.Advance(step.Value == 0 ? TimeSpan.FromSeconds(20) : TimeSpan.FromMilliseconds(step.Value));
                break;
            case FleetStepKind.Recreate:
                await cluster.DeleteAsync();
                await _unaided.Services.GetRequiredService<DeletionSweep>().SweepAsync(CancellationToken.None);
                await cluster.CreateAgainAsync(_pair.PublicKey);
                break;
            case FleetStepKind.Expire:
                _service.Time.Advance(TimeSpan.FromHours(48));
                await _unaided.Services.GetRequiredService<PurgeExpiredSecrets>().RunAsync(CancellationToken.None);
                break;
        }
    }

    private async Task ReportAsync(FleetAgent agent, int value) => await _unaided.Services.GetRequiredService<ClusterAgents>().ReportAsync(
        ResourceId.Parse(agent.Agent.Cluster.Id), agent.ClusterUid, ClusterFacts.None with { AgentVersion = $"1.{value}" }, CancellationToken.None);

    private async Task SucceedAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        if (!response.IsSuccessStatusCode) _faults.Enqueue($"{response.RequestMessage!.Method}: {await response.ReadTextAsync()}");
    }

    /// <summary>Without any wait coming to its end: only the pauses of bursts pass.</summary>
    private async Task AssertNoneIsBehindAsync()
    {
        var behind = new List<Task>();
        foreach (var agent in _fleet) behind.Add(agent.ReachAsync(await agent.Agent.ETagAsync()));
        var reached = Task.WhenAll(behind);
        for (var burst = 0; burst < 100 && !reached.IsCompleted; burst++)
        {
            _service.Time.Advance(Waiter.Quiet);
            await Task.WhenAny(reached, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
        }

        Assert.Equal(0, behind.Count(task => !task.IsCompleted));
    }
}
