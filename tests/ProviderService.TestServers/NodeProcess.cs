using System.Diagnostics;
using System.Reflection;

namespace ProviderService.TestServers;

/// <summary>A program in JavaScript from a folder beside this file. It ends when this process does, however that ends.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private NodeProcess(Process process) => _process = process;

    /// <summary>Why the programs of a folder cannot run; <see langword="null"/> when they can.</summary>
    public static string? Missing(string folder) =>
        Directory.Exists(Path.Combine(PathOf(folder), "node_modules")) ? null : $"Run 'npm ci' in {Path.Combine("tests/ProviderService.TestServers", folder)} first.";

    /// <summary>Starts a program and waits for the first line that it prints.</summary>
    /// <returns>The process, and that line.</returns>
    public static async Task<(NodeProcess Process, string Line)> StartAsync(
        string folder, string script, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = PathOf(folder),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { }; // a full pipe would hold the program up
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync();
        return (new NodeProcess(process), line ?? throw new InvalidOperationException($"{folder}/{script} ended before it was ready."));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string PathOf(string folder) => Path.Combine(
        typeof(NodeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NodeFolder").Value!, folder);
}
