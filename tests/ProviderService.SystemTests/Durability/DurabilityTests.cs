using CsCheck;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

public sealed class DurabilityTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;
    private const int Writers = 16;
    private const int ConfigurationsPerWriter = 6;
    private const int Clusters = 4;
    private const uint MaxWritesPerLife = 400;

    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_9_whole()
    {
        var random = new PCG(1, 9);
        var load = new WriteLoad([.. Enumerable.Range(0, Writers).Select(ConfigurationsOf)]);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var service = await StartAsync();
            await load.VerifyAsync(service.Client);
            await load.RunAsync(service.Client, 1 + (int)random.Next(MaxWritesPerLife), service.KillAsync);
        }

        await using var last = await StartAsync();
        await load.VerifyAsync(last.Client);
        output.WriteLine($"{load.Acknowledged} writes were acknowledged over {Kills} kills, and none was lost.");
    }

    private async Task<ServiceProcess> StartAsync()
    {
        var service = await ServiceProcess.StartAsync(_directory);
        await service.Client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        for (var cluster = 0; cluster < Clusters; cluster++) await service.Client.SetUpAsync(Arm.Cluster("g", $"c{cluster}"), Arm.ClusterBody());
        return service;
    }

    private static List<TrackedConfiguration> ConfigurationsOf(int writer) =>
    [
        .. Enumerable.Range(0, ConfigurationsPerWriter)
            .Select(number => new TrackedConfiguration(Arm.Configuration("g", $"c{(writer + number) % Clusters}", $"w{writer}-{number}"))),
    ];
}
