using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Markers;

public sealed class MarkerTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_users_write_lies_nowhere_in_clear()
    {
        var (resources, name) = (new MarkedResources(), MarkedResources.NewMarker());
        Assert.Equal(50, resources.Markers.Count);
        await using var service = await ServiceProcess.StartAsync(_directory);
        foreach (var (path, body) in resources.Bodies) await service.Client.SetUpAsync(path, body);
        await service.Client.SetUpAsync(Arm.Configuration("g", "c", name), new JsonObject());
        await AssertKeptAsync(service.Client, resources);

        await service.KillAsync();

        var files = Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories);
        var written = new MarkerSearch(resources.Markers);
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => written.Finds(File.ReadAllBytes(file)));
        Assert.False(written.Finds(service.Output), "A marker was printed.");
        // A name is in clear: this finds one, so the above would have found the others.
        Assert.Contains(files, file => new MarkerSearch([name]).Finds(File.ReadAllBytes(file)));
    }

    [Fact]
    public async Task What_is_refused_is_neither_stored_nor_printed()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        await RefusedRequests.PrepareAsync(service.Client);
        foreach (var refused in RefusedRequests.All) await RefusedRequests.SendAsync(service.Client, refused);

        await service.KillAsync();

        var written = new MarkerSearch([RefusedRequests.Marker]);
        Assert.DoesNotContain(Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories), file => written.Finds(File.ReadAllBytes(file)));
        Assert.False(written.Finds(service.Output), "The marker was printed.");
    }

    private static async Task AssertKeptAsync(HttpClient client, MarkedResources resources)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var answers = await Task.WhenAll(resources.Bodies.Select(resource => client.GetStringAsync(resource.Path, cancellationToken)));
        Assert.All(resources.Markers, marker => Assert.Contains(marker, string.Concat(answers), StringComparison.Ordinal));
    }
}
