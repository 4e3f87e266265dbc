using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Agents.Reports;

/// <summary>An agent that reports on what its cluster is to run.</summary>
internal static class ReportingAgent
{
    /// <summary>What can be said of a configuration, beside its name.</summary>
    public const string Installed = """
        {"complianceState":"Installed","lastConfigApplied":"2039-12-31T23:59:58.1200009Z","operatorMessage":"a=\"b+c'd/é\"\nnext","clusterState":"done","repositoryPublicKey":"ssh-rsa AAAA root@flux"}
        """;

    /// <summary>Makes a configuration and reports on it.</summary>
    public static async Task<HttpStatusCode> InstallAsync(this TestAgent agent, string name, string report = Installed)
    {
        (await agent.Cluster.PutAsync(name)).EnsureSuccessStatusCode();
        return await agent.ReportOnAsync(name, report);
    }

    /// <summary>Reports on a configuration as the desired state has it.</summary>
    /// <param name="agent">Who reports.</param>
    /// <param name="name">The configuration.</param>
    /// <param name="report">What is said of it.</param>
    /// <param name="change">Changes the item.</param>
    public static async Task<HttpStatusCode> ReportOnAsync(
        this TestAgent agent, string name, string report = Installed, Action<JsonObject>? change = null)
    {
        var item = await agent.ItemAsync(name, report);
        change?.Invoke(item);
        using var response = await agent.ReportAsync(Report(item));
        return response.StatusCode;
    }

    /// <summary>What a report says of a configuration as it is now.</summary>
    public static async Task<JsonObject> ItemAsync(this TestAgent agent, string name, string report = Installed)
    {
        using var response = await agent.GetAsync();
        var desired = (await response.ReadJsonAsync())["configurations"]!.AsArray().Single(one => (string?)one!["name"] == name)!;
        var item = JsonNode.Parse(report)!.AsObject();
        foreach (var member in (string[])["name", "uid", "generation"]) item[member] = desired[member]!.DeepClone();
        return item;
    }

    public static string Report(params JsonObject[] items) => new JsonObject { ["configurations"] = new JsonArray([.. items]) }.ToJsonString();

    /// <summary>A configuration as GET answers it.</summary>
    public static async Task<JsonNode> ReadAsync(this TestCluster cluster, string name, string version = "2023-05-01")
    {
        using var response = await cluster.GetAsync(name, version);
        return await response.EnsureSuccessStatusCode().ReadJsonAsync();
    }

    public static string StateOf(JsonNode configuration) => (string)configuration["properties"]!["complianceStatus"]!["complianceState"]!;
}
