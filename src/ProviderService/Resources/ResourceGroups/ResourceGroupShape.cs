using System.Text.Json.Serialization;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>A resource group on the wire, in ARM's order of members.</summary>
internal sealed record ResourceGroupShape(
    string Id,
    string Name,
    string Type,
    string Location,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ManagedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Tags,
    ResourceGroupShape.State Properties)
{
    internal sealed record State(string ProvisioningState);

    public static ResourceGroupShape Of(string id, string name, ResourceGroupDocument group) => new(
        id, name, ResourceGroupType.Instance.FullName, group.Location, group.ManagedBy, group.Tags,
        new State(group.DeletingSince is null ? "Succeeded" : "Deleting"));
}
