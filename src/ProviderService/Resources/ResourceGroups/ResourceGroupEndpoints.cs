using System.Text.Json.Nodes;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.Filtering;
using ProviderService.Resources.Operations;
using ProviderService.Resources.Subscriptions;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>The routes of resource groups (ARM, "Resource Groups").</summary>
internal static class ResourceGroupEndpoints
{
    public static void MapResourceGroups(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResourceType(ResourceGroupType.Instance);
        var path = ResourceGroupType.Instance.Path;
        group.MapPut(path, PutAsync).DescribeWrite(
            "ResourceGroups_CreateOrUpdate", "Create a resource group, or update its tags.", ArmContent.Resource, Example(),
            new(201, "Created.", ArmContent.Resource), new(200, "Updated.", ArmContent.Resource));
        group.MapGet(path, GetAsync).Describe("ResourceGroups_Get", "Get a resource group.", new ArmAnswer(200, "The group.", ArmContent.Resource));
        group.MapMethods(path, [HttpMethods.Head], HeadAsync)
            .Describe("ResourceGroups_CheckExistence", "Ask whether a resource group exists.", new(204, "It exists."), new(404, "It does not."));
        group.MapPatch(path, PatchAsync).DescribeWrite(
            "ResourceGroups_Update", "Change the tags of a resource group.", ArmContent.Patch, new JsonObject { ["tags"] = new JsonObject { ["team"] = "platform" } },
            new ArmAnswer(200, "Updated.", ArmContent.Resource));
        group.MapDelete(path, DeleteAsync).Describe(
            "ResourceGroups_Delete", "Delete a resource group with everything in it.", new ArmAnswer(202, "Being deleted; Location says when it is over."))
            .WithMetadata(LongRunning.Instance);
        group.MapGet(ResourceGroupType.Instance.CollectionPaths[0], ListAsync)
            .Describe("ResourceGroups_List", "List the resource groups of a subscription.", new ArmAnswer(200, "The groups.", ArmContent.List))
            .WithMetadata(RequestFilter.Parameter, PageQuery.TopParameter);
    }

    private static async Task<IResult> PutAsync(ArmRequest request, ResourceGroupStore groups, ResourceGroupValidator validator)
    {
        var faults = new Faults();
        var asked = ResourceGroupRequest.Read(request.Id.Name, await request.ReadBodyAsync(faults));
        validator.Check(asked, faults);
        var changed = await groups.PutAsync(request.Id, asked, request.Preconditions, request.Aborted);
        return Answer(request, changed.After.Value, changed.Before is null ? 201 : 200);
    }

    private static async Task<IResult> GetAsync(ArmRequest request, ResourceGroupStore groups) =>
        Answer(request, await groups.GetAsync(request.Id, request.Aborted), 200);

    private static async Task<IResult> HeadAsync(ArmRequest request, ResourceGroupStore groups)
    {
        await groups.GetAsync(request.Id, request.Aborted);
        return new ArmResult(204);
    }

    private static async Task<IResult> PatchAsync(ArmRequest request, ResourceGroupStore groups, ResourceGroupPatchValidator validator)
    {
        var faults = new Faults();
        var asked = ResourceGroupRequest.Read(request.Id.Name, await request.ReadBodyAsync(faults));
        validator.Check(asked, faults);
        return Answer(request, await groups.PatchAsync(request.Id, asked, request.Preconditions, request.Aborted), 200);
    }

    private static async Task<IResult> DeleteAsync(ArmRequest request, ResourceGroupStore groups, OperationUrls operations)
    {
        var group = await groups.DeleteAsync(request.Id, request.Preconditions, request.Aborted);
        var operation = new Operation(OperationKind.Delete, group.Uid, group.DeletingSince!.Value, request.Id);
        return new ArmResult(202) { Location = operations.ResultOf(request, operation), RetryAfter = Operation.PollInterval };
    }

    private static Task<IResult> ListAsync(
        ArmRequest request, SubscriptionDirectory subscriptions, ResourceGroupStore groups, RoleAuthorizer roles, Pager pager)
    {
        subscriptions.Require(request.Scope);
        var filter = request.Filter();
        return pager.AnswerAsync(request, new PageSource<ResourceGroupDocument>(
            (continuation, limit) => groups.ListAsync(request.Scope, continuation, limit, request.Aborted),
            async group => ShapeOf(request.Scope, group.Value, filter) is { } shape
                && await roles.MayReadAsync(request, ResourceGroupType.Instance, ResourceId.Parse(shape.Id)) ? shape : null));
    }

    private static ResourceGroupShape? ShapeOf(ResourceId subscription, ResourceGroupDocument group, ResourceFilter filter)
    {
        var id = ResourceId.Parse($"{subscription}/resourceGroups/{group.Name}");
        return filter.AdmitsId(id) && filter.AdmitsContent(group.Location, group.Tags) ? ResourceGroupShape.Of(id.ToString(), group.Name, group) : null;
    }

    private static ArmResult Answer(ArmRequest request, ResourceGroupDocument group, int status)
    {
        var id = $"{request.Id.Parent}/resourceGroups/{request.Id.Name}";
        return new ArmResult(status, ResourceGroupShape.Of(id, request.Id.Name, group)) { ETag = ResourceGroupStore.ETagOf(group) };
    }

    private static JsonObject Example() => new() { ["location"] = "eastus", ["tags"] = new JsonObject { ["team"] = "platform" } };
}
