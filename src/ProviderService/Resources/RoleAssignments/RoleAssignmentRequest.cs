using ProviderService.Core.Arm;
using ProviderService.Resources.RoleDefinitions;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>What a PUT of a role assignment asks for.</summary>
/// <param name="Name">From the path; a GUID.</param>
/// <param name="RoleDefinitionId">The id of a role, at whichever scope.</param>
/// <param name="PrincipalId">The object id of who is to have it.</param>
/// <param name="PrincipalType">What that is.</param>
/// <param name="Description">For people.</param>
/// <param name="Condition">Under which condition it counts, which this service cannot tell.</param>
internal sealed record RoleAssignmentRequest(
    string Name, string? RoleDefinitionId, string? PrincipalId, string? PrincipalType, string? Description, string? Condition)
{
    /// <summary>Reads a body.</summary>
    public static RoleAssignmentRequest Read(string name, JsonMembers body)
    {
        var properties = body.Nested("properties");
        return new(
            name, properties?.Text("roleDefinitionId"), properties?.Text("principalId"), properties?.Text("principalType"),
            properties?.Text("description"), properties?.Text("condition"));
    }

    /// <summary>The assignment that this asks for, once it was found valid.</summary>
    /// <exception cref="ArmException">404: there is no such role.</exception>
    public RoleAssignmentDocument ToDocument(ResourceId scope, Guid scopeUid, string? caller, DateTimeOffset now) => new()
    {
        Name = Guid.Parse(Name),
        Scope = scope.ToString(),
        ScopeUid = scopeUid,
        RoleId = (FindRole(RoleDefinitionId!) ?? throw RoleErrors.NoSuchRole(RoleDefinitionId!)).Id,
        PrincipalId = Guid.Parse(PrincipalId!),
        PrincipalType = PrincipalType ?? "User",
        Description = Description,
        CreatedOn = now,
        UpdatedOn = now,
        CreatedBy = caller,
        UpdatedBy = caller,
    };

    private static RoleDefinition? FindRole(string id) =>
        id[..(id.LastIndexOf('/') + 1)].EndsWith(RoleDefinitionType.Collection + "/", StringComparison.OrdinalIgnoreCase)
        && Guid.TryParse(id[(id.LastIndexOf('/') + 1)..], out var name)
            ? BuiltInRoles.Find(name)
            : null;
}
