using System.Text.Json.Serialization;
using ProviderService.Core.Arm;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>A connected cluster on the wire at 2021-03-01 and 2021-10-01, in the recorded order of members.</summary>
internal sealed record ConnectedClusterShape(
    string Id,
    string Name,
    string Type,
    string Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Tags,
    ConnectedClusterShape.SystemDataShape SystemData,
    ConnectedClusterShape.IdentityShape Identity,
    ConnectedClusterShape.PropertiesShape Properties)
{
    /// <summary>ProviderHub writes the type in lower case.</summary>
    public const string WireType = "microsoft.kubernetes/connectedclusters";

    /// <param name="Id">The resource id.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Cluster">What is stored.</param>
    /// <param name="Accepted">Whether this answers the creation, which the hosted service has only accepted by then.</param>
    internal sealed record Source(string Id, string Name, ConnectedClusterDocument Cluster, bool Accepted)
    {
        public string ProvisioningState => Cluster.DeletingSince is not null ? "Deleting" : Accepted ? "Accepted" : "Succeeded";
    }

    /// <summary>Connected clusters write times with <c>Z</c>, hence <see cref="DateTime"/>.</summary>
    internal sealed record SystemDataShape(
        string CreatedBy, string CreatedByType, DateTime CreatedAt, string LastModifiedBy, string LastModifiedByType, DateTime LastModifiedAt)
    {
        public static SystemDataShape Of(SystemData data) => new(
            data.CreatedBy.Name, data.CreatedBy.Type, data.CreatedAt.UtcDateTime,
            data.LastModifiedBy.Name, data.LastModifiedBy.Type, data.LastModifiedAt.UtcDateTime);
    }

    internal sealed record IdentityShape(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? PrincipalId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TenantId,
        string Type)
    {
        public static IdentityShape Of(ConnectedClusterDocument cluster) => new(cluster.PrincipalId, cluster.TenantId, cluster.IdentityType);
    }

    internal sealed record PropertiesShape(
        string ProvisioningState,
        string ConnectivityStatus,
        string AgentPublicKeyCertificate,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Distribution,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Infrastructure);

    public static ConnectedClusterShape Of(Source source)
    {
        var cluster = source.Cluster;
        return new(
            source.Id, source.Name, WireType, cluster.Location, cluster.Tags, SystemDataShape.Of(cluster.SystemData), IdentityShape.Of(cluster),
            new(source.ProvisioningState, "Connecting", cluster.Settings.AgentPublicKeyCertificate, cluster.Settings.Distribution, cluster.Settings.Infrastructure));
    }
}
