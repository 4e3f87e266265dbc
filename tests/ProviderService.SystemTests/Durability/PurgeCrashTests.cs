using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

/// <summary>Kills the service in the middle of purges that take many batches.</summary>
public sealed class PurgeCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 3;
    private const int Clusters = 10;
    private const int ConfigurationsPerCluster = 96;
    private const int Secrets = 2 * Clusters * ConfigurationsPerCluster;

    /// <summary>Secrets are purged at half of it, so that what a purge left and what it took can be told apart before all has expired.</summary>
    private const string Retention = "--Secrets:Retention=00:00:40";

    private readonly ServiceDirectory _directory = new();
    private readonly Agent _agent = new();

    private SecretRows Rows => new(_directory);

    public void Dispose()
    {
        _agent.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_purge_that_was_cut_off_by_kill_9_goes_on_and_no_configuration_keeps_quiet_about_what_is_gone()
    {
        await using (var service = await ServiceProcess.StartAsync(_directory, Retention)) await FillAsync(service.Client);
        Assert.Equal(Secrets, Rows.Count());
        await Poll.UntilAsync("all secrets to be due", () => Task.FromResult(Rows.NotYetDue() == 0));
        for (var kill = 0; kill < Kills; kill++) await KillAmidPurgeAsync(gone: 1 + (150 * kill));

        await using var last = await ServiceProcess.StartAsync(_directory, Retention);
        await VerifyAsync(last.Client);
        await Poll.UntilAsync("the purge", () => Task.FromResult(Rows.Count() == 0));
        Assert.Equal(Secrets, await VerifyAsync(last.Client));
    }

    /// <summary>The purge begins with the service, so the kill may come before it serves.</summary>
    private async Task KillAmidPurgeAsync(int gone)
    {
        var before = Rows.Count();
        await ServiceProcess.KillWhenAsync(_directory, "the purge to go on", () => Rows.Count() <= before - gone, Retention);
        var left = Rows.Count();
        output.WriteLine($"A kill left {left} of {before} secrets.");
        Assert.InRange(left, 1, before - 1);
    }

    private async Task FillAsync(HttpClient client)
    {
        await client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await Task.WhenAll(Enumerable.Range(0, Clusters).Select(async cluster =>
        {
            await client.SetUpAsync(Arm.Cluster("g", $"c{cluster}"), Arm.ClusterBody(_agent.PublicKey));
            for (var number = 0; number < ConfigurationsPerCluster; number++)
                await client.SetUpAsync(Arm.Configuration("g", $"c{cluster}", $"cfg{number}"), Body($"cfg{number}"));
        }));
    }

    private static JsonObject Body(string secret) => new()
    {
        ["properties"] = new JsonObject
        {
            ["repositoryUrl"] = "ssh://git@example.org/r",
            ["sshKnownHostsContents"] = "IyBub3RoaW5nCg==",
            ["configurationProtectedSettings"] = new JsonObject { ["secret"] = secret },
        },
    };

    /// <summary>Each secret is there and its agent can open it, or the agent and the caller are told that it is gone.</summary>
    /// <returns>How many are gone.</returns>
    private async Task<int> VerifyAsync(HttpClient client)
    {
        var gone = 0;
        for (var cluster = 0; cluster < Clusters; cluster++)
        {
            var found = await _agent.PollAsync(client, Arm.ClusterId("g", $"c{cluster}"));
            var messages = await MessagesAsync(client, $"c{cluster}");
            Assert.Equal(ConfigurationsPerCluster, found.Count);
            gone += found.Sum(pair => CountGone(pair.Key, pair.Value, messages[pair.Key]));
        }

        return gone;
    }

    private int CountGone(string name, JsonNode configuration, string message)
    {
        var secret = configuration["protectedSettings"]!;
        if ((string?)secret["state"] == "present") Assert.Equal(name, _agent.Open((string)secret["sealed"]!)["secret"]);
        var states = new[] { secret, configuration["sshKnownHosts"]! }.Select(one => (string)one["state"]!).ToList();
        Assert.All(states, state => Assert.True(state is "present" or "expired", state));
        if (states.Contains("expired")) Assert.Contains("Supply them again", message, StringComparison.Ordinal);
        return states.Count(state => state == "expired");
    }

    private static async Task<Dictionary<string, string>> MessagesAsync(HttpClient client, string cluster)
    {
        var list = await client.FindAsync(Arm.Configurations("g", cluster));
        return list!["value"]!.AsArray().ToDictionary(one => (string)one!["name"]!, one => (string)one!["properties"]!["complianceStatus"]!["message"]!);
    }
}
