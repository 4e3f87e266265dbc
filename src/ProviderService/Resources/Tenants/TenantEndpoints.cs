using ProviderService.Hosting;
using ProviderService.Identity.Authorization;

namespace ProviderService.Resources.Tenants;

/// <summary>The route of tenants: the only one that a caller has here is the one that signed it in.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder routes) => routes.MapResourceType(TenantType.Instance)
        .MapGet(TenantType.Instance.Path, List)
        .Describe("Tenants_List", "List the tenants of the caller.", new ArmAnswer(200, "The tenants.", ArmContent.List)).ForEveryCaller();

    private static ArmResult List(ArmRequest request) => new(200, new ArmList<TenantShape>([TenantShape.Of(request.TenantId)]));
}
