using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

/// <summary>Writers that supply credentials again and again, and what an agent must find of them whenever it looks.</summary>
internal sealed class SecretLoad : IDisposable
{
    public const int Configurations = 96;

    private const int Writers = 16;

    /// <summary>Purged at half of it, so that a purge can be seen before what it purges expires anyway.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromSeconds(40);

    private readonly Agent _agent = new();
    private readonly ConcurrentDictionary<string, (int Sent, int Kept)> _revisions = [];
    private int _acknowledged;
    private volatile bool _ending;

    /// <summary>How many configurations there may be.</summary>
    public int Count => _revisions.Count;

    public void Dispose() => _agent.Dispose();

    /// <summary>Supplies to every configuration in turn until the connections break.</summary>
    /// <param name="client">Speaks with the service.</param>
    /// <param name="count">After so many PUTs the service is ended, while the writers go on.</param>
    /// <param name="end">Ends it.</param>
    public async Task RunAsync(HttpClient client, int count, Func<Task> end)
    {
        await client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await client.SetUpAsync(Arm.Cluster("g", "c"), Arm.ClusterBody(_agent.PublicKey));
        _ending = false;
        var last = _acknowledged + count;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(client, writer, last, reached)).ToList();
        await Task.WhenAny(reached.Task, Task.WhenAll(writers));
        _ending = true;
        await end();
        await Task.WhenAll(writers);
    }

    /// <summary>Checks what an agent and a caller are told: a credential that was supplied last, or that it is gone.</summary>
    public async Task VerifyAsync(HttpClient client)
    {
        if (_revisions.IsEmpty) return;
        var found = await _agent.PollAsync(client, Arm.ClusterId("g", "c"));
        foreach (var (name, revisions) in _revisions.Where(pair => pair.Value.Kept > 0)) Assert.Contains(name, found.Keys);
        foreach (var (name, configuration) in found)
        {
            var secret = configuration["protectedSettings"]!;
            var isPresent = (string?)secret["state"] == "present";
            if (isPresent) Verify(name, _agent.Open((string)secret["sealed"]!)["revision"]);
            else Assert.Equal("expired", (string?)secret["state"]);
        }

        await VerifyMessagesAsync(client, found);
    }

    /// <summary>A caller is asked to supply again exactly what is gone. It may expire between the two reads.</summary>
    private static async Task VerifyMessagesAsync(HttpClient client, IReadOnlyDictionary<string, JsonNode> found)
    {
        var list = await client.FindAsync(Arm.Configurations("g", "c"));
        foreach (var configuration in list!["value"]!.AsArray())
        {
            var message = (string)configuration!["properties"]!["complianceStatus"]!["message"]!;
            var isGone = (string?)found[(string)configuration["name"]!]["protectedSettings"]!["state"] == "expired";
            if (isGone) Assert.Contains("Supply them again", message, StringComparison.Ordinal);
        }
    }

    /// <summary>Not older than the last that was acknowledged.</summary>
    private void Verify(string name, string found)
    {
        var revision = int.Parse(found, CultureInfo.InvariantCulture);
        Assert.InRange(revision, _revisions[name].Kept, _revisions[name].Sent);
        _revisions[name] = (_revisions[name].Sent, revision);
    }

    private async Task WriteAsync(HttpClient client, int writer, int last, TaskCompletionSource reached)
    {
        try
        {
            for (var number = writer; ; number = (number + Writers) % Configurations)
            {
                await SupplyAsync(client, $"cfg{number}");
                if (Interlocked.Increment(ref _acknowledged) >= last) reached.TrySetResult();
            }
        }
        catch (HttpRequestException exception) when (_ending && exception.StatusCode is null)
        {
            // The connection broke with the service.
        }
    }

    private async Task SupplyAsync(HttpClient client, string name)
    {
        var (sent, kept) = _revisions.GetValueOrDefault(name);
        _revisions[name] = (++sent, kept);
        var properties = new JsonObject
        {
            ["repositoryUrl"] = "https://example.org/r",
            ["configurationProtectedSettings"] = new JsonObject { ["revision"] = sent.ToString(CultureInfo.InvariantCulture) },
        };
        using var answer = await client.PutAsync(Arm.Configuration("g", "c", name), new JsonObject { ["properties"] = properties });
        answer.EnsureSuccessStatusCode();
        _revisions[name] = (sent, sent);
    }
}
