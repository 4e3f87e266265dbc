using System.Text;
using Microsoft.AspNetCore.Http;

namespace ProviderService.Tests.Hostile;

/// <summary>A request as it comes off the wire, that no client library has put in order.</summary>
/// <param name="Method">Any word.</param>
/// <param name="Target">Path and query, percent-encoded or not.</param>
/// <param name="Headers">Headers beside the token; of two of one name the last counts.</param>
/// <param name="Body">Absent for none.</param>
internal sealed record HostileRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body = null)
{
    private const int Shown = 400;

    public HostileRequest(string method, string target)
        : this(method, target, [])
    {
    }

    /// <summary>A request with a JSON body.</summary>
    public static HostileRequest WithJson(string method, string target, byte[] body) =>
        new(method, target, [("Content-Type", "application/json")], body);

    public HostileRequest With(params IEnumerable<(string Name, string Value)> headers) => this with { Headers = [.. Headers, .. headers] };

    /// <summary>Puts this request into a context of the in-process server.</summary>
    public void ApplyTo(HttpContext context, string token)
    {
        var query = Target.IndexOf('?', StringComparison.Ordinal);
        var request = context.Request;
        (request.Method, request.Scheme, request.Host) = (Method, "https", new HostString("provider.example.org"));
        request.Path = PathString.FromUriComponent(query < 0 ? Target : Target[..query]);
        request.QueryString = new QueryString(query < 0 ? "" : Target[query..]);
        request.Headers.Authorization = $"Bearer {token}";
        foreach (var (name, value) in Headers) request.Headers[name] = value;
        if (Body is null) return;
        request.Body = new MemoryStream(Body);
        request.ContentLength = Body.Length;
    }

    /// <summary>Enough to send it again.</summary>
    public override string ToString()
    {
        var headers = string.Concat(Headers.Select(header => $"\n{header.Name}: {header.Value}"));
        var body = Body is null ? "" : $"\n\n({Body.Length} bytes) {Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Shown, Body.Length)))}";
        return $"{Method} {Target}{headers}{body}";
    }
}
