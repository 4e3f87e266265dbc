using System.Security.Claims;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Resources.RoleAssignments;

namespace ProviderService.Identity.Authorization;

/// <summary>Decides what callers may do: what a role grants that is assigned to them, or to a group of theirs, at the scope or above it.
/// Nothing else is allowed, but for the administrator, to whom everything is.</summary>
internal sealed class RoleAuthorizer(AssignedRoles assigned, RoleScopes scopes)
{
    public async ValueTask<bool> AllowAsync(ClaimsPrincipal caller, string action, ResourceId scope, Reach reach, CancellationToken cancellationToken)
    {
        if (caller.IsAdministrator()) return true;
        foreach (var role in await assigned.ToAsync(caller.PrincipalIds(), scope, cancellationToken))
            if (Reaches(role, scope, reach) && role.Definition.Grants(action) && await scopes.IsAsync(role.Scope, role.ScopeUid, cancellationToken))
                return true;
        return false;
    }

    /// <summary>Whether the caller has any role anywhere in a subscription.</summary>
    public async ValueTask<bool> HasAnyAsync(ClaimsPrincipal caller, ResourceId subscription, CancellationToken cancellationToken)
    {
        if (caller.IsAdministrator()) return true;
        foreach (var role in await assigned.ToAsync(caller.PrincipalIds(), subscription, cancellationToken))
            if (await scopes.IsAsync(role.Scope, role.ScopeUid, cancellationToken))
                return true;
        return false;
    }

    /// <summary>Whether the caller may see a resource in a list.</summary>
    public ValueTask<bool> MayReadAsync(ArmRequest request, ResourceType type, ResourceId id) => request.Http.User.IsAdministrator()
        ? ValueTask.FromResult(true)
        : AllowAsync(request.Http.User, $"{type.ActionPrefix}/read", id, Reach.At, request.Aborted);

    private static bool Reaches(AssignedRole role, ResourceId scope, Reach reach) =>
        role.Scope.Contains(scope) || (reach == Reach.AtOrBelow && scope.Contains(role.Scope));
}

/// <summary>Where a role must be assigned.</summary>
internal enum Reach
{
    /// <summary>At the scope, or above it.</summary>
    At,

    /// <summary>There, or somewhere below: enough to ask for a list, which then shows what lies there.</summary>
    AtOrBelow,
}
