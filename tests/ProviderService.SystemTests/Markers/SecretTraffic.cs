using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Markers;

/// <summary>Everything that may happen to credentials, each with a random word of its own, and every answer to it.</summary>
internal sealed class SecretTraffic(HttpClient client, Agent agent)
{
    private static readonly string Path = Arm.Configuration("g", "c", "cfg");

    private readonly List<string> _secrets = [];
    private readonly List<string> _knownHosts = [];
    private readonly StringBuilder _answers = new();

    /// <summary>Protected settings, which nobody but the cluster may see.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>known_hosts, which callers get back while they live.</summary>
    public IReadOnlyList<string> KnownHosts => _knownHosts;

    /// <summary>All that was answered, headers and all.</summary>
    public string Answers => _answers.ToString();

    /// <summary>Supplies, polls, updates in all ways and fails in all ways.</summary>
    public async Task SendAsync()
    {
        await client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        await client.SetUpAsync(Arm.Cluster("g", "c"), Arm.ClusterBody(agent.PublicKey));
        await client.SetUpAsync(Arm.Cluster("g", "keyless"), Arm.ClusterBody());
        await SendAsync(HttpMethod.Put, Path, Body(Supply()), HttpStatusCode.Created);
        await AssertServedAsync();
        await SendAsync(HttpMethod.Put, Path, Body(Supply()), HttpStatusCode.OK);
        await AssertServedAsync();
        await SendAsync(HttpMethod.Put, Path, Body(new JsonObject()), HttpStatusCode.OK);
        await SendAsync(HttpMethod.Get, Path, null, HttpStatusCode.OK);
        await SendAsync(HttpMethod.Get, Arm.Configurations("g", "c"), null, HttpStatusCode.OK);
        await FailAsync();
        await AssertServedAsync();
    }

    /// <summary>Whether the agent is told that what was supplied has expired.</summary>
    public async Task<bool> HasExpiredAsync() => (string?)(await PollAsync())["protectedSettings"]!["state"] == "expired";

    /// <summary>Reads once more what is there to be read.</summary>
    public async Task ReadAsync()
    {
        await PollAsync();
        await SendAsync(HttpMethod.Get, Path, null, HttpStatusCode.OK);
        _answers.Append(await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
    }

    private async Task FailAsync()
    {
        var other = Body(Supply());
        await FailAsync(HttpMethod.Put, Arm.Configuration("g", "keyless", "cfg"), Body(Supply()));
        await FailAsync(HttpMethod.Put, Arm.Configuration("g", "none", "cfg"), Body(Supply()));
        await FailAsync(HttpMethod.Put, Arm.Configuration("g", "c", "No Name"), Body(Supply()));
        await FailAsync(HttpMethod.Put, Arm.Configuration("g", "c", "cfg", "2000-01-01"), Body(Supply()));
        await FailAsync(HttpMethod.Put, Path, Body(Supply())[..^2]);
        await FailAsync(HttpMethod.Put, Path, Body(Refused($"!{Secret()}")));
        await FailAsync(HttpMethod.Put, Path, Body(Refused(null)));
        await FailAsync(HttpMethod.Put, Path, Body(Supply(), "https://user:pass@example.org/r"));
        await FailAsync(HttpMethod.Put, Path, other, headers => headers.IfMatch.ParseAdd("\"other\""));
        await FailAsync(HttpMethod.Put, Path, Body(Supply()), headers => headers.Authorization = new("Bearer", Secret()));
        await FailAsync(HttpMethod.Post, Path, other);
        await FailAsync(HttpMethod.Put, Path, Body(new JsonObject(), "https://elsewhere.example/r"));
    }

    private async Task FailAsync(HttpMethod method, string path, string body, Action<HttpRequestHeaders>? headers = null) =>
        Assert.InRange((int)await ReceiveAsync(method, path, body, headers), 400, 499);

    private async Task SendAsync(HttpMethod method, string path, string? body, HttpStatusCode expected) =>
        Assert.Equal(expected, await ReceiveAsync(method, path, body));

    private async Task<HttpStatusCode> ReceiveAsync(HttpMethod method, string path, string? body, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = client.DefaultRequestHeaders.Authorization;
        headers?.Invoke(request.Headers);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        _answers.Append(answer).Append(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.StatusCode;
    }

    private async Task AssertServedAsync()
    {
        var opened = agent.Open((string)(await PollAsync())["protectedSettings"]!["sealed"]!);
        Assert.Contains(opened["token"], _secrets);
    }

    private async Task<JsonNode> PollAsync()
    {
        var configuration = (await agent.PollAsync(client, Arm.ClusterId("g", "c")))["cfg"];
        _answers.Append(configuration.ToJsonString());
        return configuration;
    }

    private static string Body(JsonObject credentials, string repository = "https://example.org/r")
    {
        credentials["repositoryUrl"] = repository;
        return new JsonObject { ["properties"] = credentials }.ToJsonString();
    }

    private JsonObject Supply()
    {
        _knownHosts.Add(MarkedResources.NewMarker());
        return new JsonObject
        {
            ["sshKnownHostsContents"] = Base64($"# {_knownHosts[^1]}\n"),
            ["configurationProtectedSettings"] = new JsonObject { ["token"] = Secret(), ["httpsUser"] = Base64(Secret()), ["httpsKey"] = Base64(Secret()) },
        };
    }

    private JsonObject Refused(string? key) => new()
    {
        ["configurationProtectedSettings"] = new JsonObject { ["token"] = Secret(), ["httpsKey"] = key },
    };

    private string Secret()
    {
        _secrets.Add(MarkedResources.NewMarker());
        return _secrets[^1];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
