using System.Text.Json.Nodes;

namespace ProviderService.SystemTests.Recordings;

/// <summary>What an agent must have reported, to judge by a recorded answer.</summary>
internal static class RecordedReport
{
    /// <summary>Whether an agent has said anything.</summary>
    public static bool HasState(JsonNode configuration) =>
        configuration["properties"]?["complianceStatus"]?["complianceState"] is { } state && (string?)state != "Pending";

    /// <param name="configuration">As it was recorded.</param>
    /// <param name="desired">The same as the agent knows it.</param>
    public static JsonObject Of(JsonNode configuration, JsonNode desired)
    {
        var (properties, status) = (configuration["properties"]!, configuration["properties"]!["complianceStatus"]!);
        var item = new JsonObject
        {
            ["complianceState"] = status["complianceState"]!.DeepClone(),
            ["lastConfigApplied"] = WithOffset((string)status["lastConfigApplied"]!),
            ["repositoryPublicKey"] = properties["repositoryPublicKey"]!.DeepClone(),
        };
        foreach (var name in (string[])["name", "uid", "generation"]) item[name] = desired[name]!.DeepClone();
        foreach (var (name, value) in JsonNode.Parse((string)status["message"]!)!.AsObject())
            item[char.ToLowerInvariant(name[0]) + name[1..]] = value?.DeepClone();
        return new JsonObject { ["configurations"] = new JsonArray(item) };
    }

    /// <summary>What was reported of a cluster.</summary>
    public static JsonObject OfCluster(JsonNode cluster) => new(
        new[] { "agentVersion", "kubernetesVersion", "totalNodeCount", "totalCoreCount", "distribution", "infrastructure" }
            .Select(name => KeyValuePair.Create(name, cluster["properties"]![name]?.DeepClone())));

    private static string WithOffset(string time) => time.Contains('+', StringComparison.Ordinal) ? time : time + "+00:00";
}
