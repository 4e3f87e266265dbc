using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Data.Sqlite;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

public sealed class ResealTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 5;
    private const int Configurations = 90;
    private const string Notice = "--Keys:Notice=00:00:01";

    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_resealing_that_was_cut_off_by_kill_9_goes_on_and_lengthens_no_life()
    {
        var random = new PCG(4, 8);
        await using (var service = await ServiceProcess.StartAsync(_directory, Notice))
        {
            await FillAsync(service.Client);
            await RotateAsync(service.Client);
        }

        var due = DueTimes();
        var cutOff = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var service = await ServiceProcess.StartAsync(_directory, Notice);
            var resealing = service.Client.PostAsync("/admin/v1/keys/reseal", null, TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System, TestContext.Current.CancellationToken);
            await service.KillAsync();
            if (await Record.ExceptionAsync(() => resealing) is not null) cutOff++;
        }

        await using var last = await ServiceProcess.StartAsync(_directory, Notice);
        var resealed = await ResealAsync(last.Client);
        output.WriteLine($"{cutOff} of {Kills} kills came before the end; {resealed} documents were left to be sealed anew.");
        Assert.InRange(cutOff, 1, Kills);
        Assert.Equal(0, await ResealAsync(last.Client));
        Assert.Equal(Configurations, (await last.Client.ListNamesAsync(Arm.Configurations("g", "c"))).Count);
        await last.KillAsync();
        var now = DueTimes();
        Assert.Equal([], due.Where(secret => now.TryGetValue(secret.Key, out var ticks) && ticks > secret.Value).Select(secret => secret.Key));
    }

    private static async Task FillAsync(HttpClient client)
    {
        using var key = RSA.Create(2048);
        await client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await client.SetUpAsync(Arm.Cluster("g", "c"), Arm.ClusterBody(Convert.ToBase64String(key.ExportRSAPublicKey())));
        var body = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["repositoryUrl"] = "https://git.example.org/r",
                ["configurationProtectedSettings"] = new JsonObject { ["httpsUser"] = "bm9ib2R5", ["httpsKey"] = "bm90aGluZw==" },
            },
        };
        await Task.WhenAll(Enumerable.Range(0, Configurations).Select(i => client.SetUpAsync(Arm.Configuration("g", "c", $"cfg{i}"), body)));
    }

    /// <summary>Rotates, and waits until nothing uses the old key any more.</summary>
    private static async Task RotateAsync(HttpClient client)
    {
        using var rotated = await client.PostAsync("/admin/v1/keys/rotate", null, TestContext.Current.CancellationToken);
        rotated.EnsureSuccessStatusCode();
        var answer = JsonNode.Parse(await rotated.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var settled = (DateTimeOffset)answer["activeFrom"]! + TimeSpan.FromSeconds(1);
        await Poll.UntilAsync("the old key to be out of use", () => Task.FromResult(TimeProvider.System.GetUtcNow() > settled));
    }

    private static async Task<int> ResealAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/admin/v1/keys/reseal", null, TestContext.Current.CancellationToken);
        var outcome = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(0, (int)outcome["left"]!);
        return (int)outcome["resealed"]!;
    }

    private Dictionary<string, long> DueTimes()
    {
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(_directory.Data, "*.db").Single()};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, coalesce(expires_at, due_at) FROM documents WHERE id LIKE 'secret:%' AND NOT deleted";
        using var rows = command.ExecuteReader();
        var due = new Dictionary<string, long>();
        while (rows.Read()) due[rows.GetString(0)] = rows.GetInt64(1);
        return due;
    }
}
