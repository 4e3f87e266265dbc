using ProviderService.Hosting.Limits;
using ProviderService.Identity;
using ProviderService.Identity.Local;
using ProviderService.Jobs;
using ProviderService.Keys;

namespace ProviderService.Administration;

/// <summary>What only the administrator may do, and ARM has no word for: <c>/admin/v1</c>.</summary>
internal static class AdministrationEndpoints
{
    public const string Path = "/admin/v1";

    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        var administration = routes.MapGroup(Path).RequireAuthorization(policy => policy.RequireRole(LocalAdministrator.Role)).WithoutLimits();
        administration.MapKeys();
        administration.MapPurge();
        administration.MapLeases();
        administration.MapServicePrincipals();
    }
}
