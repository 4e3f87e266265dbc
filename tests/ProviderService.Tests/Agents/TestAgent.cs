using System.Net.Http.Headers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Agents;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents;

/// <summary>The agent of a cluster of one test.</summary>
internal sealed class TestAgent(TestService service, TestCluster cluster, ClusterKeyPair pair) : IDisposable
{
    private readonly HttpClient _client = service.CreateClient();

    public TestCluster Cluster => cluster;

    public ClusterKeyPair Pair => pair;

    public string DesiredState => $"/agent/v1{cluster.Id}/desiredState";

    /// <summary>Registers a cluster with the agent's key.</summary>
    public static async Task<TestAgent> CreateAsync(TestService service, ClusterKeyPair pair) =>
        new(service, await TestCluster.CreateAsync(service.SignedIn(), pair.PublicKey), pair);

    /// <summary>Asks for the desired state.</summary>
    /// <param name="known">The entity tag that the agent has.</param>
    /// <param name="token">What it signs in with; its own token by default.</param>
    /// <param name="path">Where; its own cluster by default.</param>
    /// <param name="headers">More headers.</param>
    public async Task<HttpResponseMessage> GetAsync(
        string? known = null, string? token = null, string? path = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path ?? DesiredState);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Issue());
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known);
        headers?.Invoke(request.Headers);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Signs a good token, but for what a test changes.</summary>
    public string Issue(Action<SecurityTokenDescriptor>? change = null)
    {
        var now = service.Time.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = cluster.Id,
            Audience = new AgentOptions().Audience,
            IssuedAt = now,
            Expires = now + AgentTokens.LongestLife,
            Claims = new Dictionary<string, object> { ["sub"] = cluster.Id },
            SigningCredentials = new SigningCredentials(pair.SigningKey, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public void Dispose() => _client.Dispose();
}
