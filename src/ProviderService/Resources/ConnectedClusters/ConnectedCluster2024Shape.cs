using System.Text.Json.Serialization;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>A connected cluster on the wire at 2024-01-01; the order of members follows the recordings of 2022-10-01-preview.</summary>
internal sealed record ConnectedCluster2024Shape(
    string Id,
    string Name,
    string Type,
    string Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Tags,
    ConnectedClusterShape.SystemDataShape SystemData,
    ConnectedClusterShape.IdentityShape Identity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Kind,
    ConnectedCluster2024Shape.PropertiesShape Properties)
{
    internal sealed record PropertiesShape(
        string ProvisioningState,
        string ConnectivityStatus,
        string PrivateLinkState,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PrivateLinkScopeResourceId,
        string AzureHybridBenefit,
        string AgentPublicKeyCertificate,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Distribution,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DistributionVersion,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Infrastructure,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AadProfile? AadProfile,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ArcAgentProfile? ArcAgentProfile);

    public static ConnectedCluster2024Shape Of(ConnectedClusterShape.Source source)
    {
        var (cluster, settings) = (source.Cluster, source.Cluster.Settings);
        return new(
            source.Id, source.Name, ConnectedClusterShape.WireType, cluster.Location, cluster.Tags,
            ConnectedClusterShape.SystemDataShape.Of(cluster.SystemData), ConnectedClusterShape.IdentityShape.Of(cluster), cluster.Kind,
            new(
                source.ProvisioningState, "Connecting", settings.PrivateLinkState ?? "Disabled", settings.PrivateLinkScopeResourceId,
                settings.AzureHybridBenefit ?? "NotApplicable", settings.AgentPublicKeyCertificate, settings.Distribution,
                settings.DistributionVersion, settings.Infrastructure, settings.AadProfile, settings.ArcAgentProfile));
    }
}
