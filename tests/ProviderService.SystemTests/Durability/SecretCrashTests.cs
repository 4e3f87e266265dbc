using CsCheck;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

/// <summary>Kills the service between the writes of PUTs with secrets, and in the middle of purges.</summary>
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
        for (var kill = 0; kill < kills; kill++)
        {
            await using var service = await StartAsync(load);
            await load.RunAsync(service.Client, 1 + (int)random.Next(SecretLoad.Configurations * 2), service.KillAsync);
        }

        var (held, orphans) = (rows.Count(), rows.Count() - load.Count);
        await Poll.UntilAsync("all secrets to be due", () => Task.FromResult(rows.NotYetDue() == 0));
        var cutOff = 0;
        for (var kill = 0; kill < kills && rows.Count() > 0; kill++)
        {
            await using var service = await StartAsync(load);
            var before = rows.Count();
            await Poll.UntilAsync("the purge to begin", () => Task.FromResult(rows.Count() < before || before == 0));
            await service.KillAsync();
            if (rows.Count() is > 0 and var left && left < before) cutOff++;
        }

        await using var last = await StartAsync(load);
        await Poll.UntilAsync("the purge", () => Task.FromResult(rows.Count() == 0));
        await load.VerifyAsync(last.Client);
        output.WriteLine($"{kills} kills among PUTs left {held} secrets, {orphans} more than configurations; {cutOff} kills came amid a purge; nothing is left.");
    }

    /// <summary>Starts the service and checks what the life before has left.</summary>
    private async Task<ServiceProcess> StartAsync(SecretLoad load)
    {
        var service = await ServiceProcess.StartAsync(_directory, $"--Secrets:Retention={SecretLoad.Retention}");
        await load.VerifyAsync(service.Client);
        return service;
    }
}
