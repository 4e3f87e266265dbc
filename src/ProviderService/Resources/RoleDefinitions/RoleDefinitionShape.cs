using ProviderService.Core.Arm;

namespace ProviderService.Resources.RoleDefinitions;

/// <summary>A role: what whoever has it may do.</summary>
/// <remarks>On the wire, in the order of members of Microsoft.Authorization.</remarks>
internal sealed record RoleDefinitionShape(RoleDefinitionShape.Content Properties, string Id, string Type, string Name)
{
    /// <summary>What a role grants, and where it can be assigned.</summary>
    internal sealed record Content(string RoleName, string Type, string Description, IReadOnlyList<string> AssignableScopes, IReadOnlyList<Permission> Permissions);

    /// <summary>What is granted, and what of that is not.</summary>
    internal sealed record Permission(
        IReadOnlyList<string> Actions, IReadOnlyList<string> NotActions, IReadOnlyList<string> DataActions, IReadOnlyList<string> NotDataActions);

    public static RoleDefinitionShape Of(RoleDefinition role, ResourceId scope) => new(
        new(role.Name, "BuiltInRole", role.Description, ["/"], [new(role.Actions, role.NotActions, [], [])]),
        IdOf(role, scope), RoleDefinitionType.Instance.FullName, role.Id.ToString());

    /// <summary>The id of a role in the subscription of a scope.</summary>
    public static string IdOf(RoleDefinition role, ResourceId scope) =>
        $"/subscriptions/{scope.SubscriptionId}{RoleDefinitionType.Collection}/{role.Id}";
}
