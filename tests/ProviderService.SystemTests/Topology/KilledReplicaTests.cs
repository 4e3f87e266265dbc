using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Topology;

/// <summary>One replica of two ends without a word.</summary>
public sealed class KilledReplicaTests(RunningTopology topology) : IClassFixture<RunningTopology>, IAsyncLifetime
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => topology.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_takes_no_document_and_no_waiting_agent_with_it()
    {
        using var agent = new Agent();
        await topology.Client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await topology.Client.SetUpAsync(Arm.Cluster("g", "c"), Arm.ClusterBody(agent.PublicKey));
        var known = await agent.WaitAsync(topology.Client, Arm.ClusterId("g", "c"), etag: null, Cancelled);
        var waiting = agent.WaitAsync(topology.Client, Arm.ClusterId("g", "c"), known!.ETag, Cancelled);

        await (await topology.UntilPollIsHeldAsync()).KillAsync();
        await topology.UntilPollIsHeldAsync(); // nginx has asked the other one
        await topology.Client.SetUpAsync(Arm.Configuration("g", "c", "cfg"), Arm.ConfigurationBody());

        Assert.Equal(["cfg"], (await waiting)!.Configurations.Keys);
    }
}
