using System.Text.Json.Nodes;

namespace ProviderService.SystemTests.Processes;

/// <summary>Paths of resources, and bodies that can be sent to them.</summary>
internal static class Arm
{
    public const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

    public static string Group(string group) => $"{Subscription}/resourceGroups/{group}?api-version=2021-04-01";

    public static string Cluster(string group, string cluster, string version = "2021-10-01") => $"{ClusterId(group, cluster)}?api-version={version}";

    public static string Configuration(string group, string cluster, string name, string version = "2023-05-01") =>
        $"{ClusterId(group, cluster)}/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/{name}?api-version={version}";

    public static string Configurations(string group, string cluster) =>
        Configuration(group, cluster, "").Replace("/?", "?", StringComparison.Ordinal);

    public static JsonObject GroupBody() => new() { ["location"] = "eastus" };

    public static JsonObject ClusterBody(string publicKey = "not a key; the service stores any text") => new()
    {
        ["location"] = "eastus",
        ["identity"] = new JsonObject { ["type"] = "SystemAssigned" },
        ["properties"] = new JsonObject { ["agentPublicKeyCertificate"] = publicKey },
    };

    public static JsonObject ConfigurationBody() => new() { ["properties"] = new JsonObject { ["repositoryUrl"] = "https://example.org/repository.git" } };

    public static string ClusterId(string group, string cluster) =>
        $"{Subscription}/resourceGroups/{group}/providers/Microsoft.Kubernetes/connectedClusters/{cluster}";
}
