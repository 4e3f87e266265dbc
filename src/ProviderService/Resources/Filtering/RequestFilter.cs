using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;

namespace ProviderService.Resources.Filtering;

/// <summary>How a list gets at its filter.</summary>
internal static class RequestFilter
{
    public static readonly ArmQueryParameter Parameter = new(
        PageQuery.FilterName, "Comparisons joined by 'and', e.g. resourceType eq 'Microsoft.Kubernetes/connectedClusters' or tagName eq 'team'.");

    /// <summary>Reads the request's <c>$filter</c>.</summary>
    /// <exception cref="ArmException">400 <c>InvalidFilterInQueryString</c>.</exception>
    public static ResourceFilter Filter(this ArmRequest request) => ResourceFilter.Parse(request.Http.Request.Query[PageQuery.FilterName]);
}
