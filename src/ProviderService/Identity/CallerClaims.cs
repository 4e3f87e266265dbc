using System.Security.Claims;
using ProviderService.Core.Arm;

namespace ProviderService.Identity;

/// <summary>What the claims of a caller's token are called (access tokens of Microsoft Entra ID), and how a caller is named in ARM.</summary>
internal static class CallerClaims
{
    public const string ObjectId = "oid";
    public const string TenantId = "tid";
    public const string UserPrincipalName = "upn";
    public const string ApplicationId = "appid";
    public const string ApplicationName = "app_displayname";
    public const string Name = "name";
    public const string Roles = "roles";
    public const string Groups = "groups";

    /// <summary>The ids that roles can be assigned to and that mean this caller: its own and those of its groups.</summary>
    public static IEnumerable<Guid> PrincipalIds(this ClaimsPrincipal principal) =>
        principal.FindAll(claim => claim.Type is ObjectId or Groups)
            .Select(claim => Guid.TryParse(claim.Value, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);

    /// <summary>A user by sign-in name, an application by its id (<c>systemData.createdBy</c>, <c>createdByType</c>).</summary>
    public static Principal ToPrincipal(this ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(UserPrincipalName) is { } user) return new(user, "User"); // whichever application it uses
        if (principal.FindFirstValue(ApplicationId) is { } application) return new(application, "Application");
        return new(principal.FindFirstValue(ObjectId) ?? "anonymous", "User");
    }
}
