using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>A resource group: what is deployed and deleted together.</summary>
/// <remarks>On the wire, in ARM's order of members.</remarks>
internal sealed record ResourceGroupShape(
    string Id,
    string Name,
    string Type,
    [property: Required] string Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ManagedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Tags,
    ResourceGroupShape.State Properties)
{
    internal sealed record State([property: ReadOnly(true)] string ProvisioningState);

    public static ResourceGroupShape Of(string id, string name, ResourceGroupDocument group) => new(
        id, name, ResourceGroupType.Instance.FullName, group.Location, group.ManagedBy, group.Tags,
        new State(group.DeletingSince is null ? "Succeeded" : "Deleting"));
}
