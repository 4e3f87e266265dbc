using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jose;

namespace ProviderService.SystemTests.Processes;

/// <summary>The agent of a cluster, with the only key that opens what is sealed to it.</summary>
internal sealed class Agent : IDisposable
{
    private const int KeySize = 2048;

    private readonly RSA _rsa = RSA.Create(KeySize);

    /// <summary>The <c>agentPublicKeyCertificate</c> of its cluster.</summary>
    public string PublicKey => Convert.ToBase64String(_rsa.ExportRSAPublicKey());

    /// <summary>Asks for the desired state of a cluster.</summary>
    /// <param name="client">Speaks with the service.</param>
    /// <param name="clusterId">The cluster, which has this agent's key.</param>
    /// <returns>The configurations by name.</returns>
    public async Task<IReadOnlyDictionary<string, JsonNode>> PollAsync(HttpClient client, string clusterId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/agent/v1{clusterId}/desiredState");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Sign(clusterId));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return Configurations(text);
    }

    /// <summary>Waits for a desired state that is not the one it has.</summary>
    /// <returns><see langword="null"/> when the wait was over before there was one.</returns>
    public async Task<Answer?> WaitAsync(HttpClient client, string clusterId, string? etag, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/agent/v1{clusterId}/desiredState");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Sign(clusterId));
        request.Headers.Add("Prefer", "wait=50");
        if (etag is not null) request.Headers.Add("If-None-Match", etag);
        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotModified) return null;
        var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        return new Answer(answer.Headers.ETag!.ToString(), Configurations(text));
    }

    /// <summary>Opens protected settings.</summary>
    public Dictionary<string, string> Open(string sealedSettings) => JsonSerializer.Deserialize<Dictionary<string, string>>(
        JWT.DecodeBytes(sealedSettings, _rsa, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM))!;

    public void Dispose() => _rsa.Dispose();

    private static Dictionary<string, JsonNode> Configurations(string state) =>
        JsonNode.Parse(state)!["configurations"]!.AsArray().ToDictionary(item => (string)item!["name"]!, item => item!);

    private string Sign(string clusterId)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = clusterId,
            ["sub"] = clusterId,
            ["aud"] = "provider-service/agent",
            ["iat"] = now,
            ["exp"] = now + 600,
        };
        return JWT.Encode(claims, _rsa, JwsAlgorithm.RS256);
    }

    /// <param name="ETag">To ask with the next time.</param>
    /// <param name="Configurations">By name.</param>
    public sealed record Answer(string ETag, IReadOnlyDictionary<string, JsonNode> Configurations);
}
