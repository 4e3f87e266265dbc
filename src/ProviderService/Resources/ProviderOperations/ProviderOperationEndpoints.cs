using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.Providers;

namespace ProviderService.Resources.ProviderOperations;

/// <summary>The routes of the operations lists (published as <c>Operations_List</c> and <c>Operations_Get</c>).</summary>
internal static class ProviderOperationEndpoints
{
    public static void MapProviderOperations(this IEndpointRouteBuilder routes)
    {
        Map(routes, ProviderOperationType.KubernetesConfiguration, "Operations_List");
        Map(routes, ProviderOperationType.Kubernetes, "Operations_Get");
    }

    private static void Map(IEndpointRouteBuilder routes, ResourceType type, string operationId) =>
        routes.MapResourceType(type).MapGet(type.Path, List)
            .Describe(operationId, "List the operations of the provider.", new ArmAnswer(200, "The operations.", ArmContent.List)).ForEveryCaller();

    private static ArmResult List(ArmRequest request) =>
        new(200, new ArmList<object>([.. ProviderOperation.List(ResourceProvider.Find(request.Type.Namespace)!, request.Version)]));
}
