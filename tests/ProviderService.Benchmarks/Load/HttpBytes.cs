using System.Text;

namespace ProviderService.Benchmarks.Load;

/// <summary>Requests as they go over the wire.</summary>
internal static class HttpBytes
{
    public static byte[] Get(Uri url, string? token) => Request("GET", url, token, "");

    public static byte[] Put(Uri url, string? token, string json) => Request("PUT", url, token, json);

    private static byte[] Request(string method, Uri url, string? token, string json)
    {
        var request = new StringBuilder($"{method} {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n");
        if (token is not null) request.Append($"Authorization: Bearer {token}\r\n");
        if (json.Length > 0) request.Append($"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n");
        return Encoding.UTF8.GetBytes(request.Append("\r\n").Append(json).ToString());
    }
}
