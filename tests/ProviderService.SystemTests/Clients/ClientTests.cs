using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Clients;

/// <summary>The clients that Microsoft wrote work, unchanged, at every version that they have.</summary>
public sealed class ClientTests(ClientScenario scenario) : IClassFixture<ClientScenario>
{
    private const string ClusterVersion = "2021-10-01";

    [Fact]
    public async Task JavaScript()
    {
        Assert.SkipUnless(Directory.Exists(InFolder("javascript/node_modules")), "the npm packages are not installed");
        Report("JavaScript", await scenario.RunAsync(ClientScenario.Versions, "node", InFolder("javascript/scenario.mjs")), ClientScenario.Versions);
    }

    [Fact]
    public async Task Python()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/azure/mgmt/kubernetesconfiguration"), "Debian's python3-azure is not installed");
        string[] versions = [.. ClientScenario.Versions.Where(version => version is not ("2019-11-01-preview" or "2022-07-01" or "2022-11-01" or "2023-05-01"))];
        var passed = await scenario.RunAsync(versions, "/usr/bin/python3", InFolder("python/scenario.py"));
        Report("Python", passed, versions);
        Assert.Superset(new HashSet<(string, string)> { ("generic", "groups listed"), ("generic", "resources listed"), ("generic", "cluster read") }, passed.ToHashSet());
    }

    [Fact]
    public async Task Go()
    {
        Assert.SkipUnless(Directory.Exists("/usr/share/gocode/src/github.com/Azure/azure-sdk-for-go"), "Debian's golang-github-azure-azure-sdk-for-go-dev is not installed");
        string[] versions = ["2019-11-01-preview", "2021-03-01", "2022-03-01", "2022-07-01"];
        Report("Go", await scenario.RunAsync(versions, "bash", InFolder("go/run.sh"), scenario.Scratch), versions);
    }

    [Fact]
    public async Task DotNet() =>
        Report(".NET", await new DotNetScenario(scenario).RunAsync(ClientScenario.Versions), ClientScenario.Versions);

    /// <summary>Prints the client's row of the table, and fails when a step of the scenario is missing from it.</summary>
    private static void Report(string client, IReadOnlySet<(string Version, string Step)> passed, IReadOnlyList<string> versions)
    {
        var expected = versions.SelectMany(version => ClientScenario.ConfigurationSteps.Select(step => (version, step)))
            .Concat(ClientScenario.ClusterSteps.Select(step => (ClusterVersion, step))).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{client}: {expected.Count(passed.Contains)} of {expected.Count} steps at {versions.Count} versions");
        Assert.Equal([], expected.Where(step => !passed.Contains(step)));
    }

    private static string InFolder(string file) => Path.Combine(BuiltFiles.RepositoryRoot, "tests", "ProviderService.SystemTests", "Clients", file);
}
