using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Azure.Cosmos;
using ProviderService.Azure.Cosmos;
using ProviderService.Tests.Architecture;

namespace ProviderService.Tests.Infra;

/// <summary>The deployment to Azure compiles, and makes what the service demands.</summary>
public sealed partial class BicepTests
{
    [Theory]
    [InlineData("build", "main.bicep")]
    [InlineData("build-params", "dev.bicepparam")]
    [InlineData("build-params", "prod.bicepparam")]
    public async Task It_compiles_without_a_warning(string command, string file)
    {
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier == "linux-x64", "The compiler is for Linux on x64.");
        var start = new ProcessStartInfo(Compiler(), [command, Path.Combine(SourceTree.Root, "infra/bicep", file), "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["REGISTRY", "IMAGE", "CLIENT_ID", "OWNERS", "ALERT_EMAIL", "SECOND_REGION"]) start.Environment[name] = "value";
        using var process = Process.Start(start)!;
        var compiled = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.NotEqual("", await compiled);
    }

    [Fact]
    public void Every_setting_is_one_that_the_service_reads()
    {
        var settings = Setting().Matches(SourceTree.Read("infra/bicep/modules/app.bicep")).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains("Azure__Cosmos__Endpoint", settings);
        Assert.Equal([], SettingNames.Unknown(settings).Except(["COLLECTOR_CONFIGURATION", "APPLICATIONINSIGHTS_CONNECTION_STRING"]));
    }

    [Fact]
    public void The_container_is_as_the_service_demands()
    {
        var made = SourceTree.Read("infra/bicep/modules/cosmos.bicep");
        var wanted = ContainerDefinition.Of("resources");
        Assert.Contains($"paths: ['{wanted.PartitionKeyPath}']", made, StringComparison.Ordinal);
        Assert.Contains($"defaultTtl: {wanted.DefaultTimeToLive}", made, StringComparison.Ordinal);
        Assert.Equal(PathsOf(wanted.IndexingPolicy), IndexedPath().Matches(made).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Every_metric_that_raises_an_alarm_is_one_of_the_service()
    {
        var source = string.Concat(SourceTree.Files("src").Select(SourceTree.Read));
        var metrics = Metric().Matches(SourceTree.Read("infra/bicep/modules/alerts.bicep")).Select(match => match.Value).ToList();
        Assert.Equal(3, metrics.Count);
        Assert.All(metrics, metric => Assert.Contains(metric, source, StringComparison.Ordinal));
    }

    private static string Compiler() => typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Bicep").Value!;

    private static IEnumerable<string> PathsOf(IndexingPolicy policy) =>
        policy.IncludedPaths.Select(path => path.Path).Concat(policy.ExcludedPaths.Select(path => path.Path));

    [GeneratedRegex(@"\{ name: '([A-Z]\w+)', (?:value|secretRef): ")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\{ path: '([^']+)' \}")]
    private static partial Regex IndexedPath();

    [GeneratedRegex("\"providerservice\\.[a-z_.]+\"")]
    private static partial Regex Metric();
}
