using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Hosting;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.ResourceGroups;

namespace ProviderService.Resources.Operations;

/// <summary>Where clients watch long-running operations. The state is computed: a deletion is over when the resource is gone.
/// The id names an incarnation that only its own answers tell of, so that whoever has it may ask.</summary>
internal static class OperationEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapResourceType(OperationStatusType.Instance).MapGet(OperationStatusType.Instance.Path, StatusAsync).Describe(
            "OperationStatuses_Get", "Ask how an operation goes.", new(200, "It is over.", ArmContent.Resource), new(202, "It goes on.", ArmContent.Resource)).ForEveryCaller();
        routes.MapResourceType(OperationStatusType.Results).MapGet(OperationStatusType.Results.Path, ResultAsync).Describe(
            "OperationResults_Get", "Ask whether an operation is over.", new(200, "It is over."), new(202, "It goes on.")).ForEveryCaller();
    }

    private static async Task<IResult> StatusAsync(
        string operationId, ArmRequest request, ConnectedClusterStore clusters, TimeProvider time)
    {
        var operation = Parse(operationId);
        var cluster = await clusters.FindAsync(operation.ResourceId, request.Aborted);
        var started = operation.StartedAt.UtcDateTime;
        var resource = operation.ResourceId.ToString();
        if (operation.Kind == OperationKind.Delete && cluster?.Value.Uid == operation.Uid)
            return new ArmResult(202, new RunningOperationStatusShape(request.Path, operationId, resource, "Deleting", started)) { RetryAfter = Operation.PollInterval };
        var ended = operation.Kind == OperationKind.Put ? started : time.GetUtcNow().UtcDateTime;
        return new ArmResult(200, new OperationStatusShape(request.Path, operationId, resource, "Succeeded", started, ended));
    }

    private static async Task<IResult> ResultAsync(
        string operationId, ArmRequest request, SealedDocuments documents, OperationUrls urls)
    {
        var operation = Parse(operationId);
        var key = ResourceGroupStore.KeyOf(operation.ResourceId);
        var group = await documents.ReadAsync(key, DocumentJson.Default.ResourceGroupDocument, request.Aborted);
        return group?.Value.Uid == operation.Uid
            ? new ArmResult(202) { Location = urls.Asked(request), RetryAfter = Operation.PollInterval }
            : new ArmResult(200);
    }

    private static Operation Parse(string operationId) =>
        Operation.TryParse(operationId, out var operation) && operation.ResourceId.ResourceGroup is not null
            ? operation
            : throw new ArmException(404, "OperationNotFound", "There is no such operation.");
}
