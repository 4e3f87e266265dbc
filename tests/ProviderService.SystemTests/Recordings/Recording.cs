using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderService.SystemTests.Recordings;

/// <summary>A request that the hosted service was sent once, and its answer.</summary>
/// <param name="Number">The number that its file name begins with.</param>
/// <param name="Name">What its file is called.</param>
/// <param name="Method">GET, PUT, ...</param>
/// <param name="PathAndQuery">As sent.</param>
/// <param name="ContentType">Of the body that was sent.</param>
/// <param name="Body">What was sent; <see langword="null"/> for none.</param>
/// <param name="Answer">What came back.</param>
internal sealed record Recording(
    int Number, string Name, HttpMethod Method, string PathAndQuery, string? ContentType, string? Body, Answer Answer)
{
    /// <summary>What the recordings show in place of secrets.</summary>
    private const string Redacted = "REDACTED";

    /// <summary>A private key to send instead: base64 of PEM, as every recorded one was.</summary>
    private static readonly string PrivateKey =
        Convert.ToBase64String(Encoding.ASCII.GetBytes("-----BEGIN OPENSSH PRIVATE KEY-----\nAAECAwQF\n-----END OPENSSH PRIVATE KEY-----\n"));

    /// <summary>The path without its query.</summary>
    public string Path => PathAndQuery.Split('?')[0];

    /// <summary>Whether credentials or known_hosts were sent.</summary>
    public bool CarriesSecrets =>
        Body is not null && JsonNode.Parse(Body) is JsonObject body && body["properties"] is JsonObject properties
        && (properties["configurationProtectedSettings"] is JsonObject { Count: > 0 } || (string?)properties["sshKnownHostsContents"] is { Length: > 0 });

    public static Recording Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var (request, response) = (document.RootElement.GetProperty("request"), document.RootElement.GetProperty("response"));
        return new(
            NumberOf(file), System.IO.Path.GetFileNameWithoutExtension(file), HttpMethod.Parse(request.GetProperty("method").GetString()),
            request.GetProperty("path_and_query").GetString()!, HeadersOf(request).GetValueOrDefault("Content-Type"),
            request.GetProperty("body").GetString(),
            new Answer(response.GetProperty("status").GetInt32(), HeadersOf(response), response.GetProperty("body").GetString() ?? ""));
    }

    /// <summary>The request once more, with secrets made up where they were taken out.</summary>
    /// <param name="pathAndQuery">Where to send it to.</param>
    public HttpRequestMessage ToRequest(string pathAndQuery)
    {
        var request = new HttpRequestMessage(Method, pathAndQuery);
        if (Body is null) return request;
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body.Replace(Redacted, PrivateKey, StringComparison.Ordinal)));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType!);
        return request;
    }

    public static int NumberOf(string file) =>
        int.Parse(System.IO.Path.GetFileName(file)[..3], System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, string> HeadersOf(JsonElement message) => message.GetProperty("headers").EnumerateObject()
        .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
}
