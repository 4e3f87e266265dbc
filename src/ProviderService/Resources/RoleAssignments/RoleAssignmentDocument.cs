namespace ProviderService.Resources.RoleAssignments;

/// <summary>A role assignment as it is stored.</summary>
internal sealed record RoleAssignmentDocument
{
    public required Guid Name { get; init; }

    /// <summary>The id of the resource at which, and below which, the role counts.</summary>
    public required string Scope { get; init; }

    /// <summary>The incarnation of that resource.</summary>
    public required Guid ScopeUid { get; init; }

    public required Guid RoleId { get; init; }

    public required Guid PrincipalId { get; init; }

    public required string PrincipalType { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedOn { get; init; }

    public required DateTimeOffset UpdatedOn { get; init; }

    /// <summary>The object id of who made it.</summary>
    public string? CreatedBy { get; init; }

    public string? UpdatedBy { get; init; }

    /// <summary>Whether this grants the same as another: what cannot be updated.</summary>
    public bool IsSameGrantAs(RoleAssignmentDocument other) =>
        RoleId == other.RoleId && PrincipalId == other.PrincipalId && ScopeUid == other.ScopeUid
        && Scope.Equals(other.Scope, StringComparison.OrdinalIgnoreCase);
}
