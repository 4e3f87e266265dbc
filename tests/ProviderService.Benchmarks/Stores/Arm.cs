using System.Security.Cryptography;
using System.Text.Json;

namespace ProviderService.Benchmarks.Stores;

/// <summary>What the resources of a benchmark are called, and bodies that make them.</summary>
internal static class Arm
{
    public const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

    /// <summary>The key of every cluster's agent.</summary>
    public static RSA AgentKey { get; } = RSA.Create(2048);

    public static string Group(int group) => $"{Subscription}/resourceGroups/group-{group:D4}";

    public static string Cluster(int group, int cluster) => $"{Clusters(Group(group))}/cluster-{cluster:D6}";

    /// <summary>The clusters of a subscription or a group.</summary>
    public static string Clusters(string scope) => $"{scope}/providers/Microsoft.Kubernetes/connectedClusters";

    public static string Configurations(string cluster) => $"{cluster}/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations";

    public static string Configuration(string cluster, int configuration) => $"{Configurations(cluster)}/configuration-{configuration}";

    /// <summary>What follows a path of the type <c>Microsoft.KubernetesConfiguration/sourceControlConfigurations</c>.</summary>
    public const string ConfigurationVersion = "?api-version=2023-05-01";

    /// <summary>What follows a path of the type <c>Microsoft.Kubernetes/connectedClusters</c>.</summary>
    public const string ClusterVersion = "?api-version=2021-10-01";

    /// <summary>What follows the path of a resource group.</summary>
    public const string GroupVersion = "?api-version=2021-04-01";

    public static string ClusterBody { get; } = JsonSerializer.Serialize(new
    {
        location = "eastus",
        tags = new { team = "platform" },
        identity = new { type = "SystemAssigned" },
        properties = new { agentPublicKeyCertificate = Convert.ToBase64String(AgentKey.ExportRSAPublicKey()), distribution = "k3s", infrastructure = "generic" },
    });

    /// <summary>A configuration as clients send it. Another repository is another meaning.</summary>
    /// <param name="repository">The number of the repository.</param>
    /// <param name="hasSecrets">Whether it comes with protected settings.</param>
    public static string ConfigurationBody(long repository, bool hasSecrets = false) => JsonSerializer.Serialize(new
    {
        properties = new
        {
            configurationProtectedSettings = hasSecrets ? new { httpsUser = "Z2l0", httpsKey = "aHVudGVyMg==" } : (object)new { },
            sshKnownHostsContents = "",
            repositoryUrl = $"https://github.com/example/repository-{repository:D9}",
            operatorNamespace = "cluster-config",
            operatorInstanceName = "cluster-config",
            operatorType = "flux",
            operatorParams = "--git-branch=main --git-path=releases/prod --git-poll-interval=3m",
            operatorScope = "cluster",
            enableHelmOperator = true,
            helmOperatorProperties = new { chartVersion = "1.4.0", chartValues = "--set helm.versions=v3" },
        },
    });
}
