using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.Filtering;

namespace ProviderService.Resources.GenericResources;

/// <summary>The routes that list resources of all types. Only tracked ones are listed, as by ARM: no configurations.</summary>
internal static class GenericResourceEndpoints
{
    public static void MapGenericResources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResourceType(GenericResourceType.Instance);
        group.WithMetadata(RequestFilter.Parameter, PageQuery.TopParameter, GenericResourceExpand.Parameter);
        var answer = new ArmAnswer(200, "The resources.", ArmContent.List);
        group.MapGet(GenericResourceType.Instance.CollectionPaths[0], ListAsync)
            .Describe("Resources_ListByResourceGroup", "List the resources of a resource group.", answer);
        group.MapGet(GenericResourceType.Instance.CollectionPaths[1], ListAsync)
            .Describe("Resources_List", "List the resources of a subscription.", answer);
    }

    private static async Task<IResult> ListAsync(ArmRequest request, ConnectedClusterListing clusters, RoleAuthorizer roles, Pager pager)
    {
        var filter = request.Filter();
        var expand = GenericResourceExpand.Read(request.Http.Request.Query[PageQuery.ExpandName]);
        var source = await clusters.OfAsync(request.Scope, IsWantedAsync, ShapeOf, request.Aborted);
        return filter.AdmitsType(ConnectedClusterType.Instance.FullName)
            ? await pager.AnswerAsync(request, source)
            : new ArmResult(200, new ArmList<GenericResourceShape>([]));

        async ValueTask<bool> IsWantedAsync(ResourceId id) =>
            filter.AdmitsId(id) && await roles.MayReadAsync(request, ConnectedClusterType.Instance, id);

        ValueTask<object?> ShapeOf(ResourceId id, ConnectedClusterDocument cluster) => ValueTask.FromResult<object?>(
            filter.AdmitsContent(cluster.Location, cluster.Tags) ? GenericResourceShape.Of(id, cluster, expand) : null);
    }
}
