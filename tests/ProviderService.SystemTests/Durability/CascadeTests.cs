using CsCheck;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

public sealed class CascadeTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 8;
    private const uint MaxLooks = 12;

    private readonly ServiceDirectory _directory = new();
    private readonly IReadOnlyList<DoomedParent> _parents =
    [
        DoomedParent.Cluster("kept", "c", configurations: 80),
        DoomedParent.Group("doomed", ["c0", "c1", "c2"], configurations: 20),
    ];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task No_child_reappears_under_a_parent_whose_deletion_was_cut_off_by_kill_9()
    {
        var random = new PCG(2, 9);
        var cutOff = 0;
        for (var life = 0; life <= Kills; life++)
        {
            await using var service = await ServiceProcess.StartAsync(_directory);
            if (life > 0) await CreateAgainAsync(service.Client);
            if (life < Kills && await KillAmidDeletionAsync(service, (int)random.Next(MaxLooks))) cutOff++;
        }

        output.WriteLine($"{cutOff} of {Kills} kills came before the deletion was over.");
        Assert.InRange(cutOff, 1, Kills);
    }

    /// <returns>Whether the deletion was going on when it was last looked at.</returns>
    private async Task<bool> KillAmidDeletionAsync(ServiceProcess service, int looks)
    {
        await Task.WhenAll(_parents.Select(parent => parent.FillAsync(service.Client)));
        var late = _parents.Select(parent => parent.WriteLateAsync(service.Client)).ToList();
        await Task.WhenAll(_parents.Select(parent => parent.DeleteAsync(service.Client)));
        var gone = await AreGoneAsync(service.Client);
        for (var look = 0; look < looks && !gone; look++) gone = await AreGoneAsync(service.Client);
        await service.KillAsync();
        await Task.WhenAll(late);
        return !gone;
    }

    private async Task<bool> AreGoneAsync(HttpClient client) =>
        !(await Task.WhenAll(_parents.Select(parent => parent.IsGoneAsync(client)))).Contains(false);

    private async Task CreateAgainAsync(HttpClient client)
    {
        foreach (var parent in _parents)
        {
            await parent.CreateAgainAsync(client);
            await parent.VerifyEmptyAsync(client);
            await Poll.UntilAsync("the sweep to finish", () => parent.IsGoneAsync(client));
            await parent.VerifyEmptyAsync(client);
        }
    }
}
