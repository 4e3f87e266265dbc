using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace ProviderService.SystemTests.Documents;

/// <summary>Requests in the format that Visual Studio, Rider and the REST Client of Visual Studio Code share.</summary>
internal sealed partial class HttpFile
{
    private readonly string[] _sections;
    private readonly Dictionary<string, string> _variables;

    /// <param name="text">What is in the file.</param>
    /// <param name="given">Values in place of those that the file gives to its variables.</param>
    public HttpFile(string text, IReadOnlyDictionary<string, string> given)
    {
        _sections = text.Split("\n### ");
        _variables = Variable().Matches(_sections[0]).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        foreach (var (name, value) in given) _variables[name] = value;
    }

    /// <summary>What each request is called, and the request.</summary>
    public IEnumerable<(string Title, HttpRequestMessage Request)> Requests() => _sections.Skip(1).Select(section =>
    {
        var title = section.Split('\n')[0];
        var parts = Fill(section[(title.Length + 1)..]).Split("\n\n", 2);
        return (title, Read(parts[0].Split('\n'), parts.Length > 1 ? parts[1] : ""));
    });

    private static HttpRequestMessage Read(string[] head, string body)
    {
        var line = head[0].Split(' ', 2);
        var headers = head[1..].Where(header => header.Length > 0).Select(header => header.Split(": ", 2)).ToDictionary(header => header[0], header => header[1]);
        var request = new HttpRequestMessage(new HttpMethod(line[0]), line[1]);
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(headers["Authorization"]);
        if (headers.TryGetValue("Content-Type", out var type)) request.Content = new StringContent(body, Encoding.UTF8, type);
        return request;
    }

    /// <summary>A value may use variables itself.</summary>
    private string Fill(string text)
    {
        var filled = Use().Replace(text, use => _variables[use.Groups["name"].Value]);
        return filled == text ? text : Fill(filled);
    }

    [GeneratedRegex("^@(?<name>\\w+) = (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex("{{(?<name>\\w+)}}")]
    private static partial Regex Use();
}
