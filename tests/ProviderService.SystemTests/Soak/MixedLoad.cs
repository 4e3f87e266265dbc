using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Soak;

/// <summary>What people, pipelines and agents do with a few clusters, on and on.</summary>
internal sealed class MixedLoad(ServiceProcess service, RSA key, int clusters) : IDisposable
{
    private const string Group = "soak";
    private const int KeptConfigurations = 5;

    private readonly HttpClient _agents = new() { BaseAddress = service.AddressOf("http") };
    private long _requests;

    public long Requests => Interlocked.Read(ref _requests);

    public void Dispose() => _agents.Dispose();

    public async Task SetUpAsync()
    {
        await service.Client.SetUpAsync(Arm.Group(Group), Arm.GroupBody());
        for (var cluster = 0; cluster < clusters; cluster++)
            await service.Client.SetUpAsync(Arm.Cluster(Group, $"c{cluster}"), Arm.ClusterBody(Convert.ToBase64String(key.ExportRSAPublicKey())));
    }

    /// <summary>Goes on until it is stopped.</summary>
    /// <exception cref="HttpRequestException">The service refused something.</exception>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, clusters).SelectMany(cluster => (Task[])
    [
        RepeatAsync(number => ManageAsync($"c{cluster}", number), stop),
        PullAsync($"c{cluster}", stop),
    ]));

    private static async Task RepeatAsync(Func<int, Task> act, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++) await act(number);
    }

    /// <summary>Puts one with credentials, reads it and the lists, and makes one that is soon gone.</summary>
    private async Task ManageAsync(string cluster, int number)
    {
        var client = service.Client;
        await client.SetUpAsync(Arm.Configuration(Group, cluster, $"kept{number % KeptConfigurations}"), Body(number));
        await client.FindAsync(Arm.Configuration(Group, cluster, $"kept{number % KeptConfigurations}"));
        await client.ListNamesAsync(Arm.Configurations(Group, cluster));
        await client.SetUpAsync(Arm.Configuration(Group, cluster, $"passing{number}"), Body(number));
        (await client.DeleteAsync(Arm.Configuration(Group, cluster, $"passing{number}"), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();
        await client.ListNamesAsync($"{Arm.Subscription}/resources?api-version=2021-04-01");
        Interlocked.Add(ref _requests, 6);
    }

    /// <summary>What an agent does: waits for another state, and reports.</summary>
    private async Task PullAsync(string cluster, CancellationToken stop)
    {
        var (agent, known) = (new AgentClient(_agents, Arm.ClusterId(Group, cluster), key), (string?)null);
        while (!stop.IsCancellationRequested)
        {
            known = await agent.PollAsync(known, seconds: 5);
            await agent.ReportAsync(new JsonObject { ["agentVersion"] = "soak", ["totalNodeCount"] = 3 });
            Interlocked.Add(ref _requests, 2);
        }
    }

    private static JsonObject Body(int number) => new()
    {
        ["properties"] = new JsonObject
        {
            ["repositoryUrl"] = $"https://example.com/{number}",
            ["configurationProtectedSettings"] = new JsonObject { ["httpsKey"] = Convert.ToBase64String(BitConverter.GetBytes(number)) },
        },
    };
}
