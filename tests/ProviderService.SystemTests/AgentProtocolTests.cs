using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests;

/// <summary>The commands of docs/agent-protocol.md, typed as they stand.</summary>
public sealed class AgentProtocolTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_commands_of_the_protocol_document_work_as_they_stand()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are written for a POSIX shell.");
        await using var service = await ServiceProcess.StartAsync(_directory);
        var printed = await Shell.RunAsync(_directory, DocumentedCommands.In("docs/agent-protocol.md", service));
        Assert.DoesNotContain("\"error\"", printed, StringComparison.Ordinal);
        foreach (var (what, sign) in Signs) Assert.True(printed.Contains(sign, StringComparison.Ordinal), $"{what} is missing in:\n{printed}");
    }

    private static readonly (string What, string Sign)[] Signs =
    [
        ("the ping", "\"clockDifferenceSeconds\":"),
        ("the desired state", "\"protectedSettings\":{\"state\":\"present\",\"sealed\":\"ey"),
        ("the poll without a change", "\n304\n"),
        ("the protected header", "\"enc\":\"A256GCM\""),
        ("the opened settings", "{\"httpsUser\":\"bWU=\",\"httpsKey\":\"c2VjcmV0\"}"),
        ("the accepted report", "\n204\n"),
        ("the connected cluster", "\"connectivityStatus\":\"Connected\""),
        ("what was reported of the cluster", "\"kubernetesVersion\":\"1.33.5\",\"totalNodeCount\":3"),
        ("what was reported on the configuration", "\"complianceState\":\"Installed\""),
    ];
}
