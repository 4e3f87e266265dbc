using System.Security.Claims;

namespace ProviderService.Identity;

/// <summary>How a signed-in principal is named in ARM.</summary>
internal static class CallerClaims
{
    /// <summary>A user by sign-in name, an application by its id (<c>systemData.createdBy</c>, <c>createdByType</c>).</summary>
    public static Core.Arm.Principal ToPrincipal(this ClaimsPrincipal principal)
    {
        if (principal.FindFirst("appid")?.Value is { } application) return new(application, "Application");
        return new(principal.FindFirst("upn")?.Value ?? principal.FindFirst("oid")?.Value ?? "anonymous", "User");
    }
}
