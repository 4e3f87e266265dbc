using System.Net;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests;

public sealed class RestartTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await using (var service = await ServiceProcess.StartAsync(_directory))
        {
            await service.Client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
            await service.StopAsync();
        }

        await using var again = await ServiceProcess.StartAsync(_directory);
        Assert.Equal("eastus", (string?)(await again.Client.FindAsync(Arm.Group("g")))?["location"]);
    }

    [Fact]
    public async Task A_token_of_before_the_restart_is_still_good()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        var token = service.Client.DefaultRequestHeaders.Authorization;
        await service.StopAsync();

        await using var again = await ServiceProcess.StartAsync(_directory);
        again.Client.DefaultRequestHeaders.Authorization = token;
        using var answer = await again.Client.GetAsync(Arm.Group("missing"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
