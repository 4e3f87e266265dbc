using System.Security.Claims;
using ProviderService.Core.Arm;

namespace ProviderService.Identity.Authorization;

/// <summary>What callers are told who may not do what they ask, in ARM's words.</summary>
internal static class AuthorizationErrors
{
    private const string Code = "AuthorizationFailed";

    public static ArmException Failed(ClaimsPrincipal caller, string action, ResourceId scope) => new(
        403, Code,
        $"The client '{caller.ToPrincipal().Name}' with object id '{caller.FindFirstValue(CallerClaims.ObjectId)}' does not have authorization to perform action '{action}' over scope '{scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.",
        cause: FailureCause.Gateway);

    public static ArmException AdministratorOnly() =>
        new(403, Code, "The caller is not authorized to perform this action.", cause: FailureCause.Gateway);
}
