using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Replicas;

/// <summary>A cluster whose writer calls one replica and whose agent polls another.</summary>
internal sealed class ReplicatedCluster(string name, Latencies answers, Latencies wakes) : IDisposable
{
    private const string Group = "replicas";
    private const int Configurations = 3;

    private readonly Agent _agent = new();
    private readonly WriteLedger[] _ledgers = [.. Enumerable.Range(0, Configurations).Select(number => new WriteLedger($"cfg-{number}", wakes))];

    public bool IsComplete => Array.TrueForAll(_ledgers, ledger => ledger.IsComplete);

    private string Id => Arm.ClusterId(Group, name);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task CreateAsync(HttpClient client)
    {
        await client.SetUpAsync(Arm.Group(Group), Arm.GroupBody());
        await client.SetUpAsync(Arm.Cluster(Group, name), Arm.ClusterBody(_agent.PublicKey));
    }

    /// <summary>Writes or deletes one configuration after the other, by chance, and each once more in the end.</summary>
    public async Task WriteAsync(ReplicaSet.Caller caller, int count, Action written)
    {
        for (; count > 0; count--)
        {
            await WriteAsync(caller, _ledgers[RandomNumberGenerator.GetInt32(Configurations)], RandomNumberGenerator.GetInt32(4) == 0);
            written();
        }

        // What was created and deleted between two polls leaves nothing to see.
        foreach (var ledger in _ledgers) await WriteAsync(caller, ledger, deletes: false);
    }

    /// <summary>Polls until cancelled, and checks what comes.</summary>
    public async Task FollowAsync(ReplicaSet.Caller caller, CancellationToken cancellationToken)
    {
        string? etag = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var floors = Array.ConvertAll(_ledgers, ledger => ledger.Floor);
            var answer = await caller.SendAsync(client => _agent.WaitAsync(client, Id, etag, cancellationToken), cancellationToken);
            if (answer is null) continue;
            etag = answer.ETag;
            foreach (var (ledger, floor) in _ledgers.Zip(floors)) ledger.See(answer.Configurations.GetValueOrDefault(ledger.Name), floor);
        }
    }

    /// <summary>What ARM and the agent get from a replica is what was acknowledged last.</summary>
    public async Task VerifyAsync(HttpClient client)
    {
        var desired = await _agent.PollAsync(client, Id);
        foreach (var ledger in _ledgers)
        {
            ledger.Verify(desired.GetValueOrDefault(ledger.Name));
            ledger.Verify(await client.FindAsync(Arm.Configuration(Group, name, ledger.Name)));
        }
    }

    public void Dispose() => _agent.Dispose();

    private async Task WriteAsync(ReplicaSet.Caller caller, WriteLedger ledger, bool deletes)
    {
        var path = Arm.Configuration(Group, name, ledger.Name);
        var revision = ledger.Begin(deletes);
        var body = new JsonObject { ["properties"] = new JsonObject { ["repositoryUrl"] = WriteLedger.UrlOf(revision) } };
        await caller.SendAsync(
            async client =>
            {
                var asked = TimeProvider.System.GetTimestamp();
                using var answer = await (deletes ? client.DeleteAsync(path, Cancellation) : client.PutAsync(path, body));
                answers.Add(TimeProvider.System.GetElapsedTime(asked));
                return answer.EnsureSuccessStatusCode().StatusCode;
            },
            Cancellation);
        ledger.Acknowledge(revision);
    }
}
