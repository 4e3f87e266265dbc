using System.Security.Claims;

namespace ProviderService.Identity;

/// <summary>What the claims of a caller's token are called (Microsoft Entra ID, access token claims), and how they are read.</summary>
internal static class IdentityClaims
{
    public const string ObjectId = "oid";
    public const string TenantId = "tid";
    public const string UserPrincipalName = "upn";
    public const string Name = "name";
    public const string Roles = "roles";
    public const string ApplicationId = "appid";

    /// <summary>The caller as <c>systemData</c> names it: a user by sign-in name, an application by its id.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in, or the token names nobody.</exception>
    public static Core.Arm.Identity ToIdentity(this ClaimsPrincipal caller)
    {
        if (caller.FindFirstValue(UserPrincipalName) is { } user) return new(user, "User");
        if (caller.FindFirstValue(ApplicationId) is { } application) return new(application, "Application");
        throw new InvalidOperationException("The caller's token names neither a user nor an application.");
    }

    /// <summary>The tenant that the caller belongs to.</summary>
    public static string? TenantIdOf(ClaimsPrincipal caller) => caller.FindFirstValue(TenantId);
}
