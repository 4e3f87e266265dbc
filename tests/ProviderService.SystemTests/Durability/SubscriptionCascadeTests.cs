using System.Net;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

public sealed class SubscriptionCascadeTests : IDisposable
{
    private const int Kills = 3;
    private const string Lifecycle = $"{Arm.Subscription}?api-version=2.0";

    private static readonly string[] Groups = ["g0", "g1", "g2"];

    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_deleted_subscription_is_emptied_though_the_service_is_killed_again_and_again()
    {
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            foreach (var group in Groups) await DoomedParent.Group(group, ["c0", "c1"], configurations: 20).FillAsync(service.Client);
            Assert.Equal(HttpStatusCode.OK, await SetAsync(service, "Deleted"));
            await service.KillAsync();
        }

        for (var kill = 1; kill < Kills; kill++)
        {
            await using var service = await ServiceProcess.StartAsync(_directory);
            await service.KillAsync();
        }

        await using var last = await ServiceProcess.StartAsync(_directory);
        await Poll.UntilAsync("the subscription to be empty", async () => await SetAsync(last, "Registered") == HttpStatusCode.OK);
        Assert.Empty(await last.Client.ListNamesAsync($"{Arm.Subscription}/resourcegroups?api-version=2021-04-01"));
        foreach (var group in Groups)
        {
            await last.Client.SetUpAsync(Arm.Group(group), Arm.GroupBody());
            await last.Client.SetUpAsync(Arm.Cluster(group, "c0"), Arm.ClusterBody());
            Assert.Empty(await last.Client.ListNamesAsync(Arm.Configurations(group, "c0")));
        }
    }

    private static async Task<HttpStatusCode> SetAsync(ServiceProcess service, string state)
    {
        using var answer = await service.Client.PutAsync(Lifecycle, new JsonObject { ["state"] = state });
        return answer.StatusCode;
    }
}
