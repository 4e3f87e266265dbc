using System.Security.Claims;

namespace ProviderService.Identity;

/// <summary>The one user of local sign-in.</summary>
internal static class LocalAdministrator
{
    public const string Name = "admin@local";

    public const string Role = "Administrator";

    public static readonly Guid ObjectId = new("00000000-0000-0000-0000-000000000001");

    public static readonly Guid TenantId = Guid.Empty;

    public static bool IsAdministrator(this ClaimsPrincipal caller) => caller.IsInRole(Role);

    /// <summary>The claims, named as in the access tokens of Microsoft Entra ID (version 1.0).</summary>
    public static IDictionary<string, object> Claims => new Dictionary<string, object>
    {
        [CallerClaims.ObjectId] = ObjectId.ToString(),
        [CallerClaims.TenantId] = TenantId.ToString(),
        [CallerClaims.UserPrincipalName] = Name,
        [CallerClaims.Name] = Name,
        [CallerClaims.Roles] = new[] { Role },
    };
}
