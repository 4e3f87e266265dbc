using System.Text.Json.Serialization;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.GenericResources;

/// <summary>A resource of any type: what all types have, without their properties.</summary>
/// <remarks>ARM, "Resources - List".</remarks>
internal sealed record GenericResourceShape(
    string Id,
    string Name,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Kind,
    string Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConnectedClusterShape.IdentityShape? Identity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? CreatedTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? ChangedTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProvisioningState)
{
    public static GenericResourceShape Of(ResourceId id, ConnectedClusterDocument cluster, GenericResourceExpand expand) => new(
        id.ToString(), cluster.Name, ConnectedClusterType.Instance.FullName, cluster.Kind, cluster.Location,
        ConnectedClusterShape.IdentityShape.Of(cluster), cluster.Tags,
        expand.CreatedTime ? cluster.SystemData.CreatedAt.UtcDateTime : null,
        expand.ChangedTime ? cluster.SystemData.LastModifiedAt.UtcDateTime : null,
        expand.ProvisioningState ? cluster.DeletingSince is null ? "Succeeded" : "Deleting" : null);
}

/// <summary>The members that are answered only when <c>$expand</c> names them.</summary>
internal sealed record GenericResourceExpand(bool CreatedTime, bool ChangedTime, bool ProvisioningState)
{
    public static readonly ArmQueryParameter Parameter = new(
        PageQuery.ExpandName, "More members to answer: createdTime, changedTime, provisioningState, with commas between them.");

    /// <summary>Reads a list with commas between its words. Unknown ones are passed over, as members of unknown names are.</summary>
    public static GenericResourceExpand Read(string? text)
    {
        var words = (text ?? "").Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(words.Contains("createdTime"), words.Contains("changedTime"), words.Contains("provisioningState"));
    }
}
