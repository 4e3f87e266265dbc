using System.Text.RegularExpressions;

namespace ProviderService.SystemTests.Processes;

/// <summary>What a document tells people to type; only the ports are those of this run.</summary>
internal static partial class DocumentedCommands
{
    /// <param name="document">Its path from the root of the repository.</param>
    /// <param name="service">What the commands are to talk to.</param>
    public static string In(string document, ServiceProcess service)
    {
        var commands = ShellBlock().Matches(File.ReadAllText(Path.Combine(BuiltFiles.RepositoryRoot, document))).Select(block => block.Groups["commands"].Value)
            .Where(block => !block.StartsWith("dotnet run", StringComparison.Ordinal) && !block.StartsWith("./test.sh", StringComparison.Ordinal));
        return string.Concat(commands)
            .Replace("127.0.0.1:5080", service.AddressOf("http").Authority, StringComparison.Ordinal)
            .Replace("localhost:5443", $"localhost:{service.AddressOf("https").Port}", StringComparison.Ordinal);
    }

    [GeneratedRegex("^```sh\n(?<commands>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
