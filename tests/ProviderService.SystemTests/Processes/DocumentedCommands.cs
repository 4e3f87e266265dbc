using System.Text.RegularExpressions;

namespace ProviderService.SystemTests.Processes;

/// <summary>What a document tells people to type; only the ports are those of this run.</summary>
internal static partial class DocumentedCommands
{
    /// <param name="document">Its path from the root of the repository.</param>
    /// <param name="service">What the commands are to talk to.</param>
    /// <param name="heading">The section that has them, with its number signs; all sections when it is left out.</param>
    public static string In(string document, ServiceProcess service, string? heading = null)
    {
        var commands = Block().Matches(Read(document, heading)).Where(block => block.Groups["language"].Value == "sh").Select(block => block.Groups["text"].Value)
            .Where(block => !block.StartsWith("dotnet run", StringComparison.Ordinal));
        return WithAddressOf(service, string.Concat(commands));
    }

    /// <summary>The programs that a section shows, in the language that each is marked with.</summary>
    public static IEnumerable<(string Language, string Text)> ProgramsIn(string document, ServiceProcess service, string heading) =>
        Block().Matches(Read(document, heading)).Where(block => block.Groups["language"].Value is not "sh")
            .Select(block => (block.Groups["language"].Value, WithAddressOf(service, block.Groups["text"].Value)));

    private static string Read(string document, string? heading)
    {
        var text = File.ReadAllText(Path.Combine(BuiltFiles.RepositoryRoot, document));
        if (heading is null) return text;
        var start = text.IndexOf($"\n{heading}\n", StringComparison.Ordinal) + 1;
        var level = heading[..heading.IndexOf(' ', StringComparison.Ordinal)];
        var ends = new[] { "##", level }.Select(sign => text.IndexOf($"\n{sign} ", start, StringComparison.Ordinal)).Where(end => end > 0);
        return text[start..ends.DefaultIfEmpty(text.Length).Min()];
    }

    private static string WithAddressOf(ServiceProcess service, string text) => text
        .Replace("127.0.0.1:5080", service.AddressOf("http").Authority, StringComparison.Ordinal)
        .Replace("localhost:5443", $"localhost:{service.AddressOf("https").Port}", StringComparison.Ordinal);

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
