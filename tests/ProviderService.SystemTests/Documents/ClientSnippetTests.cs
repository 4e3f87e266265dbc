using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Documents;

/// <summary>What the README says of each client, done as it stands in the directory of a service; only the ports are those of this run.</summary>
public sealed class ClientSnippetTests : IDisposable
{
    private static readonly Dictionary<string, string> Files = new() { ["js"] = "put.mjs", ["python"] = "put.py", ["go"] = "put.go", ["csharp"] = "put.cs" };

    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("JavaScript", "tests/ProviderService.SystemTests/Clients/javascript/node_modules")]
    [InlineData("Python", "/usr/lib/python3/dist-packages/azure/mgmt/kubernetesconfiguration")]
    [InlineData("Go", "/usr/share/gocode/src/github.com/Azure/azure-sdk-for-go")]
    [InlineData(".NET", "src")]
    public Task A_client_works_as_the_README_says(string client, string needs) => RunAsync(client, needs);

    [Fact]
    [Trait("Run", "full")]
    public Task Az_works_as_the_README_says() => RunAsync("az", "/usr/bin/az");

    private async Task RunAsync(string client, string needs)
    {
        var path = Path.Combine(BuiltFiles.RepositoryRoot, needs);
        Assert.SkipUnless(Path.Exists(path), $"{needs} is not installed");
        await using var service = await ServiceProcess.StartAsync(_directory);
        await service.Client.SetUpAsync(Arm.Group("rg1"), Arm.GroupBody());
        await service.Client.SetUpAsync(Arm.Cluster("rg1", "c1"), Arm.ClusterBody());
        if (needs.EndsWith("node_modules", StringComparison.Ordinal)) Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "node_modules"), path);
        foreach (var (language, text) in DocumentedCommands.ProgramsIn("README.md", service, $"### {client}"))
            await File.WriteAllTextAsync(Path.Combine(_directory.Path, Files[language]), text, TestContext.Current.CancellationToken);
        var printed = await Shell.RunAsync(_directory, $"export AZURE_CONFIG_DIR=$PWD/az\n{DocumentedCommands.In("README.md", service, $"### {client}")}");
        Assert.True(printed.Contains("Pending", StringComparison.Ordinal), printed);
    }
}
