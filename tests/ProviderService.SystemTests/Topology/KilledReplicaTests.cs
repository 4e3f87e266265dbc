using System.Security.Cryptography;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Topology;

/// <summary>One replica of two ends without a word.</summary>
public sealed class KilledReplicaTests(RunningTopology topology) : IClassFixture<RunningTopology>
{
    [Fact]
    public async Task It_takes_no_document_and_no_waiting_agent_with_it()
    {
        using var key = RSA.Create(2048);
        await topology.Client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await topology.Client.SetUpAsync(Arm.Cluster("g", "c"), Arm.ClusterBody(Convert.ToBase64String(key.ExportRSAPublicKey())));
        var agent = new AgentClient(topology.Client, Arm.ClusterId("g", "c"), key);
        using var known = await agent.PollAsync();
        var waiting = agent.PollAsync(known.Headers.ETag);

        await (await topology.UntilPollIsHeldAsync()).KillAsync();
        await topology.UntilPollIsHeldAsync(); // nginx has asked the other one
        await topology.Client.SetUpAsync(Arm.Configuration("g", "c", "cfg"), Arm.ConfigurationBody());

        using var told = await waiting;
        Assert.Contains("\"cfg\"", await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
