using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Secrets;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.Operations;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>The routes of connected clusters (published as <c>ConnectedCluster_*</c>).</summary>
internal static class ConnectedClusterEndpoints
{
    public static void MapConnectedClusters(this IEndpointRouteBuilder routes)
    {
        var type = ConnectedClusterType.Instance;
        var clusters = routes.MapResourceType(type);
        clusters.MapPut(type.Path, PutAsync).DescribeWrite(
            "ConnectedCluster_Create", "Register a cluster, or replace its settings.", ArmContent.Resource, ConnectedClusterExamples.Put(),
            new(201, "Registered; Azure-AsyncOperation says when it is over.", ArmContent.Resource), new(200, "Updated.", ArmContent.Resource))
            .WithMetadata(LongRunning.Instance);
        clusters.MapGet(type.Path, GetAsync)
            .Describe("ConnectedCluster_Get", "Get a cluster.", new ArmAnswer(200, "The cluster.", ArmContent.Resource));
        clusters.MapPatch(type.Path, PatchAsync).DescribeWrite(
            "ConnectedCluster_Update", "Change the tags of a cluster.", ArmContent.Patch, ConnectedClusterExamples.Patch(),
            new ArmAnswer(200, "Updated.", ArmContent.Resource));
        clusters.MapDelete(type.Path, DeleteAsync).Describe(
            "ConnectedCluster_Delete", "Delete a cluster and its configurations.",
            new(202, "Being deleted; Azure-AsyncOperation says when it is over."), new(204, "There is no such cluster."))
            .WithMetadata(LongRunning.Instance);
        clusters.MapPost(type.Path + "/listClusterUserCredential", RefuseCredential).Describe(
            "ConnectedCluster_ListClusterUserCredential", "Answers an error: this service has no cluster connect relay.");
        clusters.MapGet(type.CollectionPaths[0], ListAsync).Describe(
            "ConnectedCluster_ListByResourceGroup", "List the clusters of a resource group.", new ArmAnswer(200, "The clusters.", ArmContent.List))
            .WithMetadata(PageQuery.TopParameter);
        clusters.MapGet(type.CollectionPaths[1], ListAsync).Describe(
            "ConnectedCluster_ListBySubscription", "List the clusters of a subscription.", new ArmAnswer(200, "The clusters.", ArmContent.List))
            .WithMetadata(PageQuery.TopParameter);
    }

    private static async Task<IResult> PutAsync(
        ArmRequest request, ConnectedClusterStore clusters, ConnectedClusterValidator validator, ConnectedClusterShapes shapes, OperationUrls operations,
        ClusterPublicKeys keys, KeyChangePermission permission)
    {
        var faults = new Faults();
        var asked = ConnectedClusterRequest.Read(request.Id.Name, request.Version, await request.ReadBodyAsync(faults));
        validator.Check(asked, faults);
        var caller = CallerOf(request) with { KeyChangeRefusal = await permission.RefusalAsync(request) };
        var changed = await clusters.PutAsync(request.Id, asked, caller, request.Preconditions, request.Aborted);
        NoteKeys(request, keys, changed);
        var cluster = changed.After.Value;
        var created = changed.Before is null;
        return await AnswerAsync(
            request, cluster, shapes, created ? 201 : 200, created,
            created ? operations.StatusOf(request, new Operation(OperationKind.Put, cluster.Uid, cluster.SystemData.CreatedAt, request.Id), cluster.Location) : null);
    }

    /// <summary>Whoever names the key decides who can read credentials from then on.</summary>
    private static void NoteKeys(ArmRequest request, ClusterPublicKeys keys, Changed<ConnectedClusterDocument> changed)
    {
        var (before, after) = (changed.Before?.Settings.AgentPublicKeyCertificate, changed.After.Value.Settings.AgentPublicKeyCertificate);
        if (before == after) return;
        var notes = AuditNotes.Of(request.Http);
        if (before is not null) notes.Set("previousPublicKey", Thumbprint(before));
        notes.Set("publicKey", Thumbprint(after));

        string Thumbprint(string certificate) => keys.Find(certificate)?.Thumbprint ?? "unusable";
    }

    private static async Task<IResult> GetAsync(ArmRequest request, ConnectedClusterStore clusters, ConnectedClusterShapes shapes) =>
        await AnswerAsync(request, await clusters.GetAsync(request.Id, request.Aborted), shapes, 200);

    private static async Task<IResult> PatchAsync(
        ArmRequest request, ConnectedClusterStore clusters, ConnectedClusterPatchValidator validator, ConnectedClusterShapes shapes)
    {
        var faults = new Faults();
        var patch = ConnectedClusterPatch.Read(request.Version, await request.ReadBodyAsync(faults));
        validator.Check(patch, faults);
        var patched = await clusters.PatchAsync(request.Id, patch, CallerOf(request), request.Preconditions, request.Aborted);
        return await AnswerAsync(request, patched, shapes, 200);
    }

    private static async Task<IResult> DeleteAsync(ArmRequest request, ConnectedClusterStore clusters, OperationUrls operations)
    {
        if (await clusters.DeleteAsync(request.Id, request.Preconditions, request.Aborted) is not { } cluster) return new ArmResult(204);
        var operation = new Operation(OperationKind.Delete, cluster.Uid, cluster.DeletingSince!.Value, request.Id);
        var status = operations.StatusOf(request, operation, cluster.Location);
        AddTrafficHeader(request);
        return new ArmResult(202)
        {
            NullBody = true,
            ETag = ConnectedClusterStore.ETagOf(cluster),
            AsyncOperation = status,
            Location = status,
            RetryAfter = Operation.PollInterval,
        };
    }

    private static async Task<IResult> ListAsync(
        ArmRequest request, ConnectedClusterListing clusters, ConnectedClusterShapes shapes, RoleAuthorizer roles, Pager pager) =>
        await pager.AnswerAsync(request, await clusters.OfAsync(
            request.Scope, id => roles.MayReadAsync(request, ConnectedClusterType.Instance, id),
            async (id, cluster) => await shapes.OfAsync(request.Version, id, cluster.Name, cluster, accepted: false, request.Aborted), request.Aborted));

    private static async Task<IResult> RefuseCredential(ArmRequest request, ConnectedClusterStore clusters)
    {
        var cluster = ResourceId.Parse(request.Path[..request.Path.LastIndexOf('/')]);
        await clusters.GetAsync(cluster, request.Aborted);
        throw new ArmException(
            400, "ClusterConnectNotSupported",
            "This installation has no cluster connect relay, so it has no credentials to give. Reach the cluster's API server directly.");
    }

    private static async Task<ArmResult> AnswerAsync(
        ArmRequest request, ConnectedClusterDocument cluster, ConnectedClusterShapes shapes, int status, bool accepted = false, Uri? operation = null)
    {
        var id = ResourceId.Parse($"{request.Id.Parent!.Parent}/resourceGroups/{request.Id.ResourceGroup}/providers/{ConnectedClusterType.Instance.FullName}/{request.Id.Name}");
        AddTrafficHeader(request);
        return new ArmResult(status, await shapes.OfAsync(request.Version, id, request.Id.Name, cluster, accepted, request.Aborted))
        {
            ETag = ConnectedClusterStore.ETagOf(cluster),
            AsyncOperation = operation,
            RetryAfter = operation is null ? null : Operation.PollInterval,
        };
    }

    /// <summary>The hosted service is behind ProviderHub, which says so where it answers for a cluster.</summary>
    private static void AddTrafficHeader(ArmRequest request) => request.Http.Response.Headers["x-ms-providerhub-traffic"] = "True";

    private static ConnectedClusterCaller CallerOf(ArmRequest request) => new(request.Caller, request.TenantId);
}
