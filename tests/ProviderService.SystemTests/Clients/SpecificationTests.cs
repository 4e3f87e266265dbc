using System.Diagnostics;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Clients;

/// <summary>Azure's own validator (oav) finds nothing to say about the committed documents and their examples.</summary>
public sealed class SpecificationTests
{
    private static readonly string Folder = Path.Combine(BuiltFiles.RepositoryRoot, "tests", "ProviderService.SystemTests", "Clients", "javascript");

    [Fact]
    public async Task Every_document_and_every_example_is_valid()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "the npm packages are not installed");
        var documents = Directory.EnumerateFiles(Path.Combine(BuiltFiles.RepositoryRoot, "openapi"), "*.swagger.json", SearchOption.AllDirectories);
        var start = new ProcessStartInfo("node", ["validate-spec.mjs", .. documents]) { WorkingDirectory = Folder, RedirectStandardOutput = true };
        using var validator = Process.Start(start)!;
        var output = await validator.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await validator.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine(output);
        Assert.True(validator.ExitCode == 0, output);
    }
}
