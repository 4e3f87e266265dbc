using System.ComponentModel;
using System.Text.Json.Serialization;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>A connected cluster as it is stored: what every version can say of it.</summary>
internal sealed record ConnectedClusterDocument : IDue
{
    public required string Name { get; init; }

    /// <summary>New whenever a cluster of this name is made; what the cluster contains carries it.</summary>
    public required Guid Uid { get; init; }

    /// <summary>The incarnation of the resource group that contains it.</summary>
    public required Guid GroupUid { get; init; }

    /// <summary>The entity tag that callers see, without its quotes; new at every change by a caller.</summary>
    public required Guid Revision { get; init; }

    public required SystemData SystemData { get; init; }

    public required string Location { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public required string IdentityType { get; init; }

    /// <summary>The principal of the system-assigned identity, once there is one.</summary>
    public Guid? PrincipalId { get; init; }

    public string? TenantId { get; init; }

    public string? Kind { get; init; }

    public required ConnectedClusterSettings Settings { get; init; }

    /// <summary>Set once the cluster is being deleted; from then on it contains nothing.</summary>
    public DateTimeOffset? DeletingSince { get; init; }

    [JsonIgnore]
    public DateTimeOffset? DueAt => DeletingSince;
}

/// <summary>What a caller writes into <c>properties</c>, all versions together.</summary>
internal sealed record ConnectedClusterSettings
{
    /// <summary>As the caller sent it, which need not be a usable key.</summary>
    public required string AgentPublicKeyCertificate { get; init; }

    public string? Distribution { get; init; }

    public string? Infrastructure { get; init; }

    public string? DistributionVersion { get; init; }

    public string? PrivateLinkState { get; init; }

    public string? PrivateLinkScopeResourceId { get; init; }

    public string? AzureHybridBenefit { get; init; }

    public AadProfile? AadProfile { get; init; }

    public ArcAgentProfile? ArcAgentProfile { get; init; }
}

/// <summary>Microsoft Entra settings of the cluster (2024-01-01).</summary>
/// <param name="EnableAzureRbac">Whether Azure roles count on the cluster.</param>
/// <param name="AdminGroupObjectIds">The groups whose members administer the cluster.</param>
/// <param name="TenantId">The tenant that signs in.</param>
internal sealed record AadProfile(
    [property: JsonPropertyName("enableAzureRBAC")] bool? EnableAzureRbac,
    [property: JsonPropertyName("adminGroupObjectIDs")] IReadOnlyList<string>? AdminGroupObjectIds,
    [property: JsonPropertyName("tenantID")] string? TenantId);

/// <summary>Settings of the cluster's agents (2024-01-01).</summary>
/// <param name="DesiredAgentVersion">The version that agents should have.</param>
/// <param name="AgentAutoUpgrade">Whether agents upgrade themselves.</param>
internal sealed record ArcAgentProfile(
    string? DesiredAgentVersion, [property: DefaultValue("Enabled"), Words("AutoUpgradeOptions", "Enabled", "Disabled")] string AgentAutoUpgrade);

/// <summary>The trace of a cluster in its subscription's partition, from which clusters are listed. Written before the cluster, removed
/// after it, so that it may name a cluster that is not there but never misses one.</summary>
internal sealed record ConnectedClusterIndexEntry(string ResourceGroup, string Name, Guid Uid);
