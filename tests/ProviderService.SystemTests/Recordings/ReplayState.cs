using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Recordings;

/// <summary>Brings a service into the state that a recorded request met, and removes that state again.</summary>
internal sealed partial class ReplayState(HttpClient client, Recording recording) : IAsyncDisposable
{
    private const string NewestConfigurations = "?api-version=2023-05-01";
    private const string NewestClusters = "?api-version=2024-01-01";

    /// <summary>Recorded requests carry secrets, which need a key to be sealed to.</summary>
    private static readonly RSA Key = RSA.Create(2048);

    private static readonly string PublicKey = Convert.ToBase64String(Key.ExportRSAPublicKey());

    private readonly Recording? _creation = ReplayPlan.CreatedBy.TryGetValue(recording.Number, out var number) ? RecordingFolder.Read(number) : null;
    private readonly string _cluster = Cluster().Match($"{recording.Path}\n{recording.Answer.Body}").Value;

    private string Group => $"{_cluster.Split("/providers/")[0]}?api-version=2021-04-01";

    /// <summary>Whether the recorded cluster has an agent, and so has to have a key that somebody here can sign with.</summary>
    private bool IsConnected => recording.Answer.Body.Contains("\"connectivityStatus\":\"Connected\"", StringComparison.Ordinal);

    /// <summary>What was recorded, with the key that the cluster here has.</summary>
    public string Prepared(string recorded) =>
        IsConnected ? PublicKeyMember().Replace(recorded, $"\"agentPublicKeyCertificate\":\"{PublicKey}\"") : recorded;

    /// <summary>Sends what has to come before.</summary>
    /// <returns>Where to send the recorded request: the recorded path, but for the id of an operation.</returns>
    public async Task<string> PrepareAsync()
    {
        await client.SetUpAsync(Group, Arm.GroupBody());
        if (recording.Path.Contains("/sourceControlConfigurations", StringComparison.Ordinal)) await PrepareConfigurationsAsync();
        else if (recording.Path.Contains("/operationStatuses/", StringComparison.Ordinal)) return await PrepareOperationAsync();
        else await PrepareClusterAsync();
        return recording.PathAndQuery;
    }

    public async ValueTask DisposeAsync()
    {
        using var deleted = await client.DeleteAsync(Group);
        await Poll.UntilAsync("the resource group to be gone", async () => await client.FindAsync(Group) is null);
    }

    private async Task PrepareConfigurationsAsync()
    {
        await client.SetUpAsync(_cluster + NewestClusters, Arm.ClusterBody(PublicKey));
        foreach (var configuration in ConfigurationsThere().Reverse())
        {
            var id = (string)configuration["id"]!;
            if (_creation?.Path.Equals(id, StringComparison.OrdinalIgnoreCase) == true) await CreateAsync(_creation);
            else await client.SetUpAsync(id + NewestConfigurations, configuration);
            if (RecordedReport.HasState(configuration)) await ReportAsync(configuration);
        }
    }

    private async Task ReportAsync(JsonNode configuration)
    {
        var agent = new AgentClient(client, _cluster, Key);
        var desired = (await agent.DesiredStateAsync())["configurations"]!.AsArray().Single(one => (string?)one!["name"] == (string?)configuration["name"]);
        await agent.ReportAsync(RecordedReport.Of(configuration, desired!));
    }

    /// <summary>The configurations that the recorded answer shows, newest first; a resource can be put back as it was read.</summary>
    private IEnumerable<JsonNode> ConfigurationsThere()
    {
        if (recording is { Method.Method: "DELETE", Answer.Status: 200 }) return [new JsonObject { ["id"] = recording.Path }];
        if (recording is not { Method.Method: "GET", Answer.Status: 200 }) return [];
        var answer = JsonNode.Parse(recording.Answer.Body)!;
        return answer["value"]?.AsArray().Select(configuration => configuration!) ?? [answer];
    }

    private async Task CreateAsync(Recording creation)
    {
        using var request = creation.ToRequest(creation.PathAndQuery);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private async Task PrepareClusterAsync()
    {
        if (recording.Method == HttpMethod.Delete)
            await client.SetUpAsync(_cluster + NewestClusters, ClusterAtLocation(recording.Answer.Headers["location"]));
        if (_creation is not null) await CreateAsync(_creation with { Body = Prepared(_creation.Body!) });
        if (IsConnected) await new AgentClient(client, _cluster, Key).ReportAsync(RecordedReport.OfCluster(JsonNode.Parse(recording.Answer.Body)!));
    }

    /// <summary>Starts the operation that was asked about.</summary>
    private async Task<string> PrepareOperationAsync()
    {
        var path = recording.PathAndQuery;
        var cluster = _cluster + "?" + path.Split('?')[1];
        using var created = await client.PutAsync(cluster, ClusterAtLocation(path));
        if (!recording.Name.Contains("delet", StringComparison.Ordinal)) return OperationOf(created);
        using var deleted = await client.DeleteAsync(cluster);
        if (recording.Answer.Status == 200) await Poll.UntilAsync("the cluster to be gone", async () => await client.FindAsync(cluster) is null);
        return OperationOf(deleted);
    }

    private static JsonObject ClusterAtLocation(string operation)
    {
        var cluster = Arm.ClusterBody();
        cluster["location"] = Location().Match(operation).Groups[1].Value.ToLowerInvariant();
        return cluster;
    }

    private static string OperationOf(HttpResponseMessage response) =>
        new Uri(response.Headers.GetValues("Azure-AsyncOperation").Single()).PathAndQuery;

    [GeneratedRegex("/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft.Kubernetes/connectedClusters/[^/\"\n]+")]
    private static partial Regex Cluster();

    [GeneratedRegex("""
        "agentPublicKeyCertificate": ?"[^"]+"
        """)]
    private static partial Regex PublicKeyMember();

    [GeneratedRegex("/locations/([^/]+)/")]
    private static partial Regex Location();
}
