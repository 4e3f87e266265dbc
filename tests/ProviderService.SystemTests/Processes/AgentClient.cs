using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ProviderService.SystemTests.Processes;

/// <summary>An agent: signs in with its key, reads what its cluster is to run, and reports.</summary>
internal sealed class AgentClient(HttpClient client, string clusterId, RSA key)
{
    private string Root => $"/agent/v1{clusterId}";

    public async Task<JsonNode> DesiredStateAsync()
    {
        using var request = Request(HttpMethod.Get, "desiredState");
        using var answer = (await client.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Holds a poll for so many seconds, unless there is another state than the one known.</summary>
    /// <returns>The entity tag of the state.</returns>
    public async Task<string> PollAsync(string? known, int seconds)
    {
        using var request = Request(HttpMethod.Get, "desiredState");
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        request.Headers.Add("Prefer", $"wait={seconds}");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Headers.ETag?.ToString() ?? throw new HttpRequestException($"The poll was answered {answer.StatusCode}.");
    }

    public async Task ReportAsync(JsonObject report)
    {
        using var request = Request(HttpMethod.Post, "status");
        request.Content = JsonContent.Create(report);
        (await client.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();
    }

    private HttpRequestMessage Request(HttpMethod method, string name)
    {
        var request = new HttpRequestMessage(method, $"{Root}/{name}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        return request;
    }

    private string Token()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = clusterId, ["sub"] = clusterId, ["aud"] = "provider-service/agent", ["iat"] = now, ["exp"] = now + 600 };
        var signed = $"{Encode("""{"alg":"RS256"}""")}.{Encode(claims.ToJsonString())}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
