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
        Report("Python", await scenario.RunAsync(versions, "/usr/bin/python3", InFolder("python/scenario.py")), versions, ("generic", ClientScenario.GenericSteps));
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

    [Fact]
    public async Task Generated_by_NSwag_from_OpenAPI_3() =>
        Report("NSwag", await new NSwagScenario(scenario).RunAsync(), ["2023-05-01"]);

    [Fact]
    [Trait("Run", "full")]
    public async Task Generated_by_AutoRest_from_Swagger_2()
    {
        Assert.SkipUnless(Directory.Exists(InFolder("javascript/node_modules/@autorest/csharp")), "the npm packages are not installed");
        Report("AutoRest", await scenario.RunAsync([], "bash", InFolder("autorest/run.sh"), scenario.Scratch), ["2023-05-01"]);
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task Az()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/az"), "Debian's azure-cli is not installed");
        var (appId, secret) = await scenario.AddOwnerAsync();
        var passed = await scenario.RunAsync(ClientScenario.Versions, "bash", InFolder("az/scenario.sh"), scenario.Scratch, appId, secret);
        Report("az", passed, ClientScenario.Versions, ("az", ClientScenario.AzSteps));
    }

    private static void Report(
        string client, IReadOnlySet<(string Version, string Step)> passed, IReadOnlyList<string> versions, params (string Version, IReadOnlyList<string> Steps)[] more) =>
        ClientTable.Add(
            client, passed, [(ClusterVersion, ClientScenario.ClusterSteps), .. versions.Select(version => (version, ClientScenario.ConfigurationSteps)), .. more]);

    private static string InFolder(string file) => Path.Combine(BuiltFiles.RepositoryRoot, "tests", "ProviderService.SystemTests", "Clients", file);
}
