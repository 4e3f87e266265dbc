using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ProviderService.SystemTests.Processes;

/// <summary>What a process prints, on both streams.</summary>
internal sealed partial class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    public ProcessOutput(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
    }

    /// <summary>The addresses that the service has said it listens on.</summary>
    public IReadOnlyList<Uri> Addresses => [.. Listening().Matches(ToString()).Select(match => new Uri(match.Groups["address"].Value))];

    public override string ToString()
    {
        lock (_lock) return _text.ToString();
    }

    private void Add(string? line)
    {
        lock (_lock) _text.Append(line).Append('\n');
    }

    [GeneratedRegex(@"Now listening on: (?<address>\S+)\n")]
    private static partial Regex Listening();
}
