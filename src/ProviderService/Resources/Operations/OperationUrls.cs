using ProviderService.Hosting;

namespace ProviderService.Resources.Operations;

/// <summary>Where an operation can be watched.</summary>
internal sealed class OperationUrls(PublicUrl publicUrl)
{
    /// <summary>The value of <c>Azure-AsyncOperation</c>: answers a status document.</summary>
    public Uri StatusOf(ArmRequest request, Operation operation, string location) => publicUrl.For(
        request.Http.Request,
        $"/providers/Microsoft.Kubernetes/locations/{Segment(location)}/operationStatuses/{operation.ToId()}?api-version={request.Version.Version}");

    /// <summary>The value of <c>Location</c>: answers 202 until the operation is over, then 200.</summary>
    public Uri ResultOf(ArmRequest request, Operation operation) => publicUrl.For(
        request.Http.Request,
        $"/subscriptions/{operation.ResourceId.SubscriptionId}/operationresults/{operation.ToId()}?api-version={request.Version.Version}");

    /// <summary>Where the request asked, for clients that follow the last <c>Location</c> they were given.</summary>
    public Uri Asked(ArmRequest request) =>
        publicUrl.For(request.Http.Request, request.Http.Request.Path.ToUriComponent() + request.Http.Request.QueryString);

    private static string Segment(string location) => Uri.EscapeDataString(location.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());
}
