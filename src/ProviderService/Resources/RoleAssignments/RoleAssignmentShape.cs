using ProviderService.Core.Arm;
using ProviderService.Hosting.OpenApi;
using ProviderService.Resources.RoleDefinitions;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>That a principal has a role at a scope and below it.</summary>
/// <remarks>On the wire, in the order of members of Microsoft.Authorization.</remarks>
internal sealed record RoleAssignmentShape(RoleAssignmentShape.Content Properties, string Id, string Type, string Name)
{
    /// <summary>Who has which role, where.</summary>
    internal sealed record Content(
        string RoleDefinitionId,
        string PrincipalId,
        [property: Words("PrincipalType", "User", "Group", "ServicePrincipal")] string PrincipalType,
        string Scope,
        string? Condition,
        string? ConditionVersion,
        DateTime CreatedOn,
        DateTime UpdatedOn,
        string? CreatedBy,
        string? UpdatedBy,
        string? DelegatedManagedIdentityResourceId,
        string? Description);

    public static RoleAssignmentShape Of(RoleAssignmentDocument stored)
    {
        var role = BuiltInRoles.Find(stored.RoleId)!;
        return new(
            new(
                RoleDefinitionShape.IdOf(role, ResourceId.Parse(stored.Scope)), stored.PrincipalId.ToString(), stored.PrincipalType, stored.Scope, null, null,
                stored.CreatedOn.UtcDateTime, stored.UpdatedOn.UtcDateTime, stored.CreatedBy, stored.UpdatedBy, null, stored.Description),
            $"{stored.Scope}{RoleAssignmentType.Collection}/{stored.Name}", RoleAssignmentType.Instance.FullName, stored.Name.ToString());
    }
}
