using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Resources.ConnectedClusters;

/// <summary>A connected cluster of one test, in a resource group of its own, and what clients send below it.</summary>
public sealed class TestCluster
{
    public const string ApiVersion = "2021-10-01";

    public const string Body =
        """{"location":"eastus","identity":{"type":"SystemAssigned"},"properties":{"agentPublicKeyCertificate":"MA=="}}""";

    private const string UnusableKey = "MA==";

    private readonly HttpClient _client;

    private TestCluster(HttpClient client, string groupId)
    {
        _client = client;
        GroupId = groupId;
    }

    public string GroupId { get; }

    public string Id => $"{GroupId}/providers/Microsoft.Kubernetes/connectedClusters/C1";

    public string Configurations => $"{Id}/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations";

    public static async Task<TestCluster> CreateAsync(HttpClient client, string publicKey = UnusableKey)
    {
        var cluster = new TestCluster(client, $"{TestService.Subscription}/resourceGroups/Rg-{Guid.NewGuid():N}");
        (await cluster.SendAsync(HttpMethod.Put, cluster.GroupId, "2021-04-01", """{"location":"eastus"}""")).EnsureSuccessStatusCode();
        await cluster.CreateAgainAsync(publicKey);
        return cluster;
    }

    /// <summary>Creates the cluster after its deletion, or gives it another key.</summary>
    public async Task CreateAgainAsync(string publicKey = UnusableKey)
    {
        var body = $$$"""{"location":"eastus","identity":{"type":"SystemAssigned"},"properties":{"agentPublicKeyCertificate":"{{{publicKey}}}"}}""";
        (await SendAsync(HttpMethod.Put, Id, ApiVersion, body)).EnsureSuccessStatusCode();
    }

    public async Task DeleteAsync() => (await SendAsync(HttpMethod.Delete, Id, ApiVersion)).EnsureSuccessStatusCode();

    public Task<HttpResponseMessage> PutAsync(
        string name, string properties = "{}", string version = "2023-05-01", Action<HttpRequestHeaders>? headers = null) =>
        SendAsync(HttpMethod.Put, $"{Configurations}/{name}", version, $$"""{"properties":{{properties}}}""", headers);

    public Task<HttpResponseMessage> GetAsync(string name, string version = "2023-05-01") =>
        SendAsync(HttpMethod.Get, $"{Configurations}/{name}", version);

    public Task<HttpResponseMessage> DeleteAsync(string name, Action<HttpRequestHeaders>? headers = null) =>
        SendAsync(HttpMethod.Delete, $"{Configurations}/{name}", "2023-05-01", headers: headers);

    /// <summary>The configurations as they are listed.</summary>
    public async Task<JsonArray> ListAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, Configurations, "2023-05-01");
        return (await response.EnsureSuccessStatusCode().ReadJsonAsync())["value"]!.AsArray();
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string version, string? body = null, Action<HttpRequestHeaders>? headers = null) =>
        _client.CallAsync(method, path, version, body, headers);
}
