using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ProviderService.Core.Arm;
using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>A Kubernetes cluster whose agent connects to this service.</summary>
/// <remarks>On the wire at 2021-03-01 and 2021-10-01, in the recorded order of members.</remarks>
internal sealed record ConnectedClusterShape(
    string Id,
    string Name,
    string Type,
    [property: Required] string Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Tags,
    ConnectedClusterShape.SystemDataShape SystemData,
    [property: Required] ConnectedClusterShape.IdentityShape Identity,
    [property: Required] ConnectedClusterShape.PropertiesShape Properties)
{
    /// <summary>ProviderHub writes the type in lower case.</summary>
    public const string WireType = "microsoft.kubernetes/connectedclusters";

    /// <param name="Id">The resource id.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Cluster">What is stored.</param>
    /// <param name="Connectivity">What its agent has told.</param>
    /// <param name="Now">The time of the request.</param>
    /// <param name="Accepted">Whether this answers the creation, which the hosted service has only accepted by then.</param>
    internal sealed record Source(
        string Id, string Name, ConnectedClusterDocument Cluster, ClusterConnectivity Connectivity, DateTimeOffset Now, bool Accepted)
    {
        public string ProvisioningState => Cluster.DeletingSince is not null ? "Deleting" : Accepted ? "Accepted" : "Succeeded";

        public string ConnectivityStatus => Connectivity.StatusAt(Now);

        public SystemData SystemData => Connectivity.Over(Cluster.SystemData);

        /// <summary>To the millisecond, as recorded.</summary>
        public DateTime? LastConnectivityTime => Connectivity.LastHeardAt is { } heard
            ? new DateTime(heard.UtcTicks - heard.UtcTicks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc)
            : null;

        /// <summary>The agent knows better than who wrote the cluster.</summary>
        public string? Distribution => Connectivity.Facts.Distribution ?? Cluster.Settings.Distribution;

        public string? Infrastructure => Connectivity.Facts.Infrastructure ?? Cluster.Settings.Infrastructure;
    }

    /// <summary>Who made it, who changed it last, and when.</summary>
    /// <remarks>Connected clusters write times with <c>Z</c>, hence <see cref="DateTime"/>.</remarks>
    [ReadOnly(true)]
    internal sealed record SystemDataShape(
        string CreatedBy,
        [property: PrincipalTypes] string CreatedByType,
        DateTime CreatedAt,
        string LastModifiedBy,
        [property: PrincipalTypes] string LastModifiedByType,
        DateTime LastModifiedAt)
    {
        public static SystemDataShape Of(SystemData data) => new(
            data.CreatedBy.Name, data.CreatedBy.Type, data.CreatedAt.UtcDateTime,
            data.LastModifiedBy.Name, data.LastModifiedBy.Type, data.LastModifiedAt.UtcDateTime);
    }

    /// <summary>The identity of the cluster.</summary>
    /// <param name="PrincipalId">The principal, once there is one.</param>
    /// <param name="TenantId">The tenant of the principal.</param>
    /// <param name="Type">Whether the cluster has an identity of its own.</param>
    internal sealed record IdentityShape(
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? PrincipalId,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TenantId,
        [property: Required, DefaultValue("SystemAssigned"), Words("ResourceIdentityType", "None", "SystemAssigned")] string Type)
    {
        public static IdentityShape Of(ConnectedClusterDocument cluster) => new(cluster.PrincipalId, cluster.TenantId, cluster.IdentityType);
    }

    /// <summary>What the caller said of the cluster, and what is known of it.</summary>
    /// <param name="ProvisioningState">How far the request has come.</param>
    /// <param name="ConnectivityStatus">Whether the agent has been heard of lately.</param>
    /// <param name="AgentPublicKeyCertificate">The agent's public RSA key or certificate, in base64. Credentials are sealed to it, and the agent
    /// signs in with its private half.</param>
    /// <param name="Distribution">The distribution of Kubernetes on the cluster.</param>
    /// <param name="Infrastructure">What the cluster runs on.</param>
    /// <param name="KubernetesVersion">The version of Kubernetes, as the agent reports it.</param>
    /// <param name="TotalNodeCount">The number of nodes, as the agent reports it.</param>
    /// <param name="AgentVersion">The version of the agent.</param>
    /// <param name="TotalCoreCount">The number of CPU cores, as the agent reports it.</param>
    /// <param name="LastConnectivityTime">When the agent was heard of last.</param>
    internal sealed record PropertiesShape(
        [property: ProvisioningStates] string ProvisioningState,
        [property: ReadOnly(true), ConnectivityStatuses] string ConnectivityStatus,
        [property: Required(AllowEmptyStrings = true)] string AgentPublicKeyCertificate,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Distribution,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Infrastructure,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? KubernetesVersion,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TotalNodeCount,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AgentVersion,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TotalCoreCount,
        [property: ReadOnly(true), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? LastConnectivityTime);

    public static ConnectedClusterShape Of(Source source)
    {
        var (cluster, facts) = (source.Cluster, source.Connectivity.Facts);
        return new(
            source.Id, source.Name, WireType, cluster.Location, cluster.Tags, SystemDataShape.Of(source.SystemData), IdentityShape.Of(cluster),
            new(
                source.ProvisioningState, source.ConnectivityStatus, cluster.Settings.AgentPublicKeyCertificate, source.Distribution, source.Infrastructure,
                facts.KubernetesVersion, facts.TotalNodeCount, facts.AgentVersion, facts.TotalCoreCount, source.LastConnectivityTime));
    }
}
