using CsCheck;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Hostile;

/// <summary>Requests that are no good HTTP/1.1 (RFC 9112), as text in Latin-1, each for a connection of its own.</summary>
internal static class MalformedRequests
{
    private const ulong Seed = 20261122;
    private const string Chunked = "Transfer-Encoding: chunked\r\n";

    private static readonly string Good = Put("Content-Length: 2\r\n", "{}");

    private static readonly string[] Chosen =
    [
        "\r\n\r\nGARBAGE\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET / HTP/1.1\r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nxxxxxxxx", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003", $"{new string('A', 9000)} / HTTP/1.1\r\n\r\n",
        $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\u00ff HTTP/1.1\r\nHost: a\r\n\r\n", "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b/c?d\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
        Put("Content-Length: -1\r\n"), Put("Content-Length: 1e1\r\n"), Put("Content-Length: 99999999999999999999\r\n"), Put("Content-Length: 1\r\nContent-Length: 2\r\n", "{}"), Put("Content-Length: 4194305\r\n"),
        Put("Content-Length: 100\r\n", "{}"), Put("Transfer-Encoding: gzip\r\n", "{}"), Put(Chunked, "z\r\n{}\r\n0\r\n\r\n"), Put(Chunked, "-1\r\n{}"), Put(Chunked, "FFFFFFFFFFFFFFFFF\r\n{}"), Put(Chunked, "2\r\n{}0\r\n\r\n"),
        Put(Chunked, $"2;{new string('x', 40_000)}\r\n{{}}\r\n0\r\n\r\n"), Put(Chunked, $"0\r\n{Headers(300)}\r\n"), Put($"Content-Length: 2\r\n{Headers(300)}", "{}"), Put($"X: {new string('y', 40_000)}\r\n"),
    ];

    private static readonly Gen<string> NearlyGood =
        from changes in Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Char['\0', '\u00ff']).Array[1, 5]
        from length in Gen.Int[Good.Length / 2, Good.Length]
        select Change(changes)[..length];

    /// <summary>The chosen ones, and so many more that are a good request with a few characters changed and perhaps its end cut off.</summary>
    public static IEnumerable<string> All(int changed)
    {
        var random = new PCG(stream: 1, Seed);
        return Chosen.Concat(Enumerable.Range(0, changed).Select(_ => NearlyGood.Generate(random, null, out var _)));
    }

    /// <summary>Without a token, so that what happens to be good still is refused.</summary>
    private static string Put(string headers, string body = "") =>
        $"PUT {Arm.Group("g")} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{headers}\r\n{body}";

    private static string Headers(int count) => string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: x\r\n"));

    private static string Change((int At, char Letter)[] changes)
    {
        var text = Good.ToCharArray();
        foreach (var (at, letter) in changes) text[at] = letter;
        return new string(text);
    }
}
