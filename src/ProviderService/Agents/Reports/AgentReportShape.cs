using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using ProviderService.Hosting.OpenApi;

namespace ProviderService.Agents.Reports;

/// <summary>What an agent reports.</summary>
/// <param name="AgentVersion">The version of the agent. What is absent stays as it was reported last.</param>
/// <param name="KubernetesVersion">The version of Kubernetes.</param>
/// <param name="TotalNodeCount">The number of nodes.</param>
/// <param name="TotalCoreCount">The number of CPU cores.</param>
/// <param name="Distribution">The distribution of Kubernetes.</param>
/// <param name="Infrastructure">What the cluster runs on.</param>
/// <param name="Configurations">Those that there is something to say about, each once.</param>
/// <remarks>On the wire, for the OpenAPI document; <see cref="AgentReport"/> reads it.</remarks>
internal sealed record AgentReportShape(
    string? AgentVersion,
    string? KubernetesVersion,
    int? TotalNodeCount,
    int? TotalCoreCount,
    string? Distribution,
    string? Infrastructure,
    IReadOnlyList<AgentReportShape.ConfigurationShape>? Configurations)
{
    /// <summary>How far the agent has come with a configuration.</summary>
    /// <param name="Name">As in the desired state.</param>
    /// <param name="Uid">As in the desired state.</param>
    /// <param name="Generation">As in the desired state that this is about.</param>
    /// <param name="ComplianceState">How far.</param>
    /// <param name="LastConfigApplied">When it was applied.</param>
    /// <param name="OperatorMessage">What the operator says: of a longer log, the end.</param>
    /// <param name="ClusterState">What was done on the cluster.</param>
    /// <param name="LastGitCommitInformation">The commit that was applied.</param>
    /// <param name="MostRecentEventsFromFlux">What Flux says.</param>
    /// <param name="ErrorsInTheLastSynced">What went wrong at the last synchronisation.</param>
    /// <param name="RepositoryPublicKey">The public half of the key that the operator made.</param>
    internal sealed record ConfigurationShape(
        [property: Required] string Name,
        [property: Required] Guid Uid,
        [property: Required] long Generation,
        [property: Required, Words("ComplianceStateType", "Pending", "Compliant", "Noncompliant", "Installed", "Failed")] string ComplianceState,
        DateTimeOffset? LastConfigApplied,
        string? OperatorMessage,
        string? ClusterState,
        string? LastGitCommitInformation,
        IReadOnlyList<string>? MostRecentEventsFromFlux,
        string? ErrorsInTheLastSynced,
        string? RepositoryPublicKey);

    /// <summary>A report that can be sent as it is.</summary>
    public static JsonObject Example() => new()
    {
        ["agentVersion"] = "0.1.0",
        ["kubernetesVersion"] = "1.33.5",
        ["totalNodeCount"] = 3,
        ["totalCoreCount"] = 12,
        ["distribution"] = "k3s",
        ["infrastructure"] = "generic",
        ["configurations"] = new JsonArray(),
    };
}
