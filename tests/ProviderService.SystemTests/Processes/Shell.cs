using System.Diagnostics;

namespace ProviderService.SystemTests.Processes;

/// <summary>Runs what documents tell people to type.</summary>
internal static class Shell
{
    /// <returns>Everything that the script printed, on both streams.</returns>
    public static async Task<string> RunAsync(ServiceDirectory directory, string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>&1\n{script}"]) { WorkingDirectory = directory.Path, RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        return await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
