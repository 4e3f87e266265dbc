using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests;

/// <summary>The quick start, typed as it stands; only the ports are those of this run.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_quick_start_works_as_it_stands()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are written for a POSIX shell.");
        await using var service = await ServiceProcess.StartAsync(_directory);
        var printed = await Shell.RunAsync(_directory, DocumentedCommands.In("README.md", service, "## Quick start"));
        Assert.DoesNotContain("\"error\"", printed, StringComparison.Ordinal);
        foreach (var (what, sign) in Signs) Assert.True(printed.Contains(sign, StringComparison.Ordinal), $"{what} is missing in:\n{printed}");
    }

    private static readonly (string What, string Sign)[] Signs =
    [
        ("the group", "\"type\":\"Microsoft.Resources/resourceGroups\""),
        ("the cluster", "\"agentPublicKeyCertificate\":\"MII"),
        ("the configuration", "\"repositoryUrl\":\"https://github.com/fluxcd/flux-get-started\""),
        ("the list", "\"nextLink\":null"),
        ("the desired state", "\"generation\":1"),
        ("the deletion", "\"isSuccessStatusCode\":true"),
        ("HTTPS", "{\"status\":\"Healthy\""),
    ];
}
