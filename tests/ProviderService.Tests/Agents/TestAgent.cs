using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Agents;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents;

/// <summary>The agent of a cluster of one test.</summary>
internal sealed class TestAgent(ObservedTime time, HttpClient client, TestCluster cluster, ClusterKeyPair pair) : IDisposable
{
    public TestCluster Cluster => cluster;

    public ClusterKeyPair Pair => pair;

    public string DesiredState => $"/agent/v1{cluster.Id}/desiredState";

    /// <summary>Registers a cluster with the agent's key.</summary>
    public static async Task<TestAgent> CreateAsync(TestService service, ClusterKeyPair pair) =>
        await CreateAsync(service.Time, service, pair);

    /// <summary>The same at a service that was made from a <see cref="TestService"/>.</summary>
    public static async Task<TestAgent> CreateAsync(ObservedTime time, WebApplicationFactory<Program> service, ClusterKeyPair pair) =>
        new(time, service.CreateClient(), await TestCluster.CreateAsync(TestService.SignedIn(service), pair.PublicKey), pair);

    /// <summary>Has an agent woken once.</summary>
    public static async Task WakeAsync(TestService service)
    {
        using var pair = new ClusterKeyPair();
        using var agent = await CreateAsync(service, pair);
        using var poll = await agent.HoldAsync();
        (await agent.Cluster.PutAsync("cfg")).EnsureSuccessStatusCode();
        (await poll.Answer).EnsureSuccessStatusCode().Dispose();
    }

    /// <summary>Asks for the desired state.</summary>
    /// <param name="known">The entity tag that the agent has.</param>
    /// <param name="token">What it signs in with; its own token by default.</param>
    /// <param name="path">Where; its own cluster by default.</param>
    /// <param name="headers">More headers.</param>
    /// <param name="cancellationToken">Disconnects.</param>
    public async Task<HttpResponseMessage> GetAsync(
        string? known = null, string? token = null, string? path = null, Action<HttpRequestHeaders>? headers = null,
        CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path ?? DesiredState);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Issue());
        if (known is not null) request.Headers.TryAddWithoutValidation("If-None-Match", known);
        headers?.Invoke(request.Headers);
        return await client.SendAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Asks for the desired state and waits.</summary>
    /// <param name="known">The entity tag that the agent has; the present one by default.</param>
    /// <param name="seconds">How long it is ready to wait.</param>
    /// <returns>Once the request is held: its answer.</returns>
    public async Task<HeldPoll> HoldAsync(string? known = null, int seconds = 50)
    {
        known ??= await ETagAsync();
        var disconnect = new CancellationTokenSource();
        var wait = TimeSpan.FromSeconds(Math.Min(seconds, 55));
        var held = time.TimerAsync(due => due > wait * 0.9 && due <= wait);
        var answer = GetAsync(known, headers: headers => headers.Add("Prefer", $"wait={seconds}"), cancellationToken: disconnect.Token);
        await await Task.WhenAny(held, answer);
        return new HeldPoll(known, answer, disconnect);
    }

    public async Task<string> ETagAsync()
    {
        using var response = await GetAsync();
        return response.EnsureSuccessStatusCode().Header("ETag")!;
    }

    /// <summary>Reports.</summary>
    public async Task<HttpResponseMessage> ReportAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/agent/v1{cluster.Id}/status");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Issue());
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Signs a good token, but for what a test changes.</summary>
    public string Issue(Action<SecurityTokenDescriptor>? change = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = cluster.Id,
            Audience = new AgentOptions().Audience,
            IssuedAt = now,
            Expires = now + AgentTokenTimes.LongestLife,
            Claims = new Dictionary<string, object> { ["sub"] = cluster.Id },
            SigningCredentials = new SigningCredentials(pair.SigningKey, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public void Dispose() => client.Dispose();
}
