using CsCheck;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

/// <summary>Kills the service between the writes of PUTs with secrets.</summary>
public sealed class SecretCrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public Task Kill_9_leaves_no_secret_behind_for_good_and_none_missing_without_a_word() => RunAsync(kills: 3);

    [Fact]
    [Trait("Run", "full")]
    public Task Kill_9_many_times_leaves_no_secret_behind_for_good_and_none_missing_without_a_word() => RunAsync(kills: 40);

    private async Task RunAsync(int kills)
    {
        var random = new PCG(4, 9);
        var rows = new SecretRows(_directory);
        using var load = new SecretLoad();
        var orphans = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            await using var service = await StartAsync(load);
            await load.RunAsync(service.Client, 1 + (int)random.Next(SecretLoad.Configurations * 2), service.KillAsync);
            orphans = Math.Max(orphans, rows.Count() - load.Count);
        }

        Assert.InRange(orphans, 1, int.MaxValue);
        await Poll.UntilAsync("all secrets to be due", () => Task.FromResult(rows.NotYetDue() == 0));
        await using var last = await StartAsync(load);
        await Poll.UntilAsync("the purge", () => Task.FromResult(rows.Count() == 0));
        await load.VerifyAsync(last.Client);
        output.WriteLine($"{kills} kills among PUTs left up to {orphans} secrets that no configuration refers to; nothing is left of them.");
    }

    /// <summary>Starts the service and checks what the life before has left.</summary>
    private async Task<ServiceProcess> StartAsync(SecretLoad load)
    {
        var service = await ServiceProcess.StartAsync(_directory, $"--Secrets:Retention={SecretLoad.Retention}");
        await load.VerifyAsync(service.Client);
        return service;
    }
}
