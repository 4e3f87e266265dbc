using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>A Kubernetes cluster whose agent connects to this service.</summary>
/// <remarks>On the wire at 2024-01-01; the order of members follows the recordings of 2022-10-01-preview.</remarks>
internal sealed record ConnectedCluster2024Shape(
    string Id,
    string Name,
    string Type,
    [property: Required] string Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Tags,
    ConnectedClusterShape.SystemDataShape SystemData,
    [property: Required] ConnectedClusterShape.IdentityShape Identity,
    [property: Words("ConnectedClusterKind", "ProvisionedCluster"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Kind,
    [property: Required] ConnectedCluster2024Shape.PropertiesShape Properties)
{
    /// <summary>What the caller said of the cluster, and what is known of it.</summary>
    /// <param name="ProvisioningState">How far the request has come.</param>
    /// <param name="ConnectivityStatus">Whether the agent has been heard of lately.</param>
    /// <param name="PrivateLinkState">Stored and answered; this service has no private links.</param>
    /// <param name="PrivateLinkScopeResourceId">Stored and answered; this service has no private links.</param>
    /// <param name="AzureHybridBenefit">Stored and answered; nothing is paid for here.</param>
    /// <param name="AgentPublicKeyCertificate">The agent's public RSA key or certificate, in base64. Credentials are sealed to it, and the agent
    /// signs in with its private half.</param>
    /// <param name="Distribution">The distribution of Kubernetes on the cluster.</param>
    /// <param name="DistributionVersion">The version of the distribution.</param>
    /// <param name="Infrastructure">What the cluster runs on.</param>
    /// <param name="KubernetesVersion">The version of Kubernetes, as the agent reports it.</param>
    /// <param name="TotalNodeCount">The number of nodes, as the agent reports it.</param>
    /// <param name="AgentVersion">The version of the agent.</param>
    /// <param name="TotalCoreCount">The number of CPU cores, as the agent reports it.</param>
    /// <param name="LastConnectivityTime">When the agent was heard of last.</param>
    /// <param name="AadProfile">Microsoft Entra settings of the cluster.</param>
    /// <param name="ArcAgentProfile">Settings of the cluster's agents.</param>
    internal sealed record PropertiesShape(
        [property: ProvisioningStates] string ProvisioningState,
        [property: ReadOnly(true), ConnectivityStatuses] string ConnectivityStatus,
        [property: DefaultValue("Disabled"), Words("PrivateLinkState", "Enabled", "Disabled")] string PrivateLinkState,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PrivateLinkScopeResourceId,
        [property: DefaultValue("NotApplicable"), Words("AzureHybridBenefit", "True", "False", "NotApplicable")] string AzureHybridBenefit,
        [property: Required(AllowEmptyStrings = true)] string AgentPublicKeyCertificate,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Distribution,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DistributionVersion,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Infrastructure,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? KubernetesVersion,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TotalNodeCount,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AgentVersion,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TotalCoreCount,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? LastConnectivityTime,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AadProfile? AadProfile,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ArcAgentProfile? ArcAgentProfile);

    public static ConnectedCluster2024Shape Of(ConnectedClusterShape.Source source)
    {
        var (cluster, settings, facts) = (source.Cluster, source.Cluster.Settings, source.Connectivity.Facts);
        return new(
            source.Id, source.Name, ConnectedClusterShape.WireType, cluster.Location, cluster.Tags,
            ConnectedClusterShape.SystemDataShape.Of(source.SystemData), ConnectedClusterShape.IdentityShape.Of(cluster), cluster.Kind,
            new(
                source.ProvisioningState, source.ConnectivityStatus, settings.PrivateLinkState ?? "Disabled", settings.PrivateLinkScopeResourceId,
                settings.AzureHybridBenefit ?? "NotApplicable", settings.AgentPublicKeyCertificate, source.Distribution,
                settings.DistributionVersion, source.Infrastructure, facts.KubernetesVersion, facts.TotalNodeCount,
                facts.AgentVersion, facts.TotalCoreCount, source.LastConnectivityTime, settings.AadProfile, settings.ArcAgentProfile));
    }
}
