using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Upgrade;

/// <summary>The newest program on the data of older ones.</summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly string Folder = Path.Combine(BuiltFiles.RepositoryRoot, "tests", "ProviderService.SystemTests", "Upgrade");

    private readonly ServiceDirectory _directory = new();

    public static TheoryData<string> Versions => [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)!)];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Data_of_an_older_version_is_read_written_and_sealed_anew(string version)
    {
        Copy(version);
        await using var service = await ServiceProcess.StartAsync(_directory, "--Keys:Notice=00:00:01");
        Assert.Equal("by an older version", (string?)(await RequireAsync(service.Client, Arm.Group("rg1")))["tags"]!["made"]);
        Assert.Equal("by an older version", (string?)(await RequireAsync(service.Client, Arm.Cluster("rg1", "c1")))["tags"]!["made"]);
        Assert.Equal(["private", "public"], (await service.Client.ListNamesAsync(Arm.Configurations("rg1", "c1"))).Order());

        using var rotated = await service.Client.PostAsync("/admin/v1/keys/rotate", null, TestContext.Current.CancellationToken);
        rotated.EnsureSuccessStatusCode();
        await Poll.UntilAsync("everything to be under the new key", () => IsResealedAsync(service.Client));
        Assert.Equal("https://git.example.org/private", (string?)(await RequireAsync(service.Client, Arm.Configuration("rg1", "c1", "private")))["properties"]!["repositoryUrl"]);
        await service.Client.SetUpAsync(Arm.Configuration("rg1", "c1", "new"), new JsonObject { ["properties"] = new JsonObject() });
    }

    private static async Task<bool> IsResealedAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/admin/v1/keys/reseal", null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (string?)(await RequireAsync(client, "/admin/v1/keys"))["value"]![0]!["state"] == "Retired";
    }

    private static async Task<JsonNode> RequireAsync(HttpClient client, string path) =>
        await client.FindAsync(path) ?? throw new HttpRequestException($"GET {path}: not found");

    private void Copy(string version)
    {
        Directory.CreateDirectory(_directory.Data);
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, version)))
            File.Copy(file, Path.Combine(_directory.Data, Path.GetFileName(file)));
    }
}
