using System.Security.Claims;
using System.Text.Json.Nodes;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;
using ProviderService.Identity;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.RoleDefinitions;

namespace ProviderService.Resources.RoleAssignments;

/// <summary>The routes of role assignments, at every scope (published as <c>RoleAssignments_*</c>).</summary>
internal static class RoleAssignmentEndpoints
{
    public static void MapRoleAssignments(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResourceType(RoleAssignmentType.Instance);
        foreach (var (scope, suffix) in RoleScopes.Paths)
        {
            var path = $"{scope}{RoleAssignmentType.Collection}/{{roleAssignmentName}}";
            group.MapPut(path, PutAsync).DescribeWrite(
                $"RoleAssignments_Create{suffix}", "Assign a role.", ArmContent.Resource, Example(),
                new(201, "Assigned.", ArmContent.Resource), new(200, "Its description was updated.", ArmContent.Resource));
            group.MapGet(path, GetAsync).Describe(
                $"RoleAssignments_Get{suffix}", "Get a role assignment.", new ArmAnswer(200, "The assignment.", ArmContent.Resource));
            group.MapDelete(path, DeleteAsync).Describe(
                $"RoleAssignments_Delete{suffix}", "Take a role away.", new(200, "Taken away.", ArmContent.Resource), new(204, "There is no such assignment."));
            group.MapGet(scope + RoleAssignmentType.Collection, ListAsync).Describe(
                $"RoleAssignments_List{suffix}", "List the assignments at, above and below a scope.", new ArmAnswer(200, "The assignments.", ArmContent.List))
                .WithMetadata(PageQuery.TopParameter);
        }
    }

    private static async Task<IResult> PutAsync(
        ArmRequest request, RoleAssignmentStore assignments, RoleAssignmentValidator validator, RoleScopes scopes, TimeProvider time)
    {
        var faults = new Faults();
        var asked = RoleAssignmentRequest.Read(request.Id.Name, await request.ReadBodyAsync(faults));
        validator.Check(asked, faults);
        var scopeUid = await scopes.RequireAsync(request.Id.Parent!, request.Aborted);
        var caller = request.Http.User.FindFirstValue(CallerClaims.ObjectId);
        var changed = await assignments.PutAsync(asked.ToDocument(request.Id.Parent!, scopeUid, caller, time.GetUtcNow()), request.Aborted);
        return new ArmResult(changed.Before is null ? 201 : 200, RoleAssignmentShape.Of(changed.After.Value));
    }

    private static async Task<IResult> GetAsync(ArmRequest request, RoleAssignmentStore assignments) =>
        new ArmResult(200, RoleAssignmentShape.Of(await assignments.GetAsync(request.Id, request.Aborted)));

    private static async Task<IResult> DeleteAsync(ArmRequest request, RoleAssignmentStore assignments) =>
        await assignments.DeleteAsync(request.Id, request.Aborted) is { } deleted ? new ArmResult(200, RoleAssignmentShape.Of(deleted)) : new ArmResult(204);

    private static async Task<IResult> ListAsync(
        ArmRequest request, RoleAssignmentStore assignments, RoleScopes scopes, RoleAuthorizer roles, Pager pager)
    {
        await scopes.RequireAsync(request.Scope, request.Aborted);
        var filter = RoleAssignmentFilter.Parse(request.Http.Request.Query[PageQuery.FilterName]);
        return await pager.AnswerAsync(request, new PageSource<RoleAssignmentDocument>(
            (continuation, limit) => assignments.ListAsync(request.Scope, continuation, limit, request.Aborted),
            async stored =>
            {
                var scope = ResourceId.Parse(stored.Value.Scope);
                var listed = filter.Admits(request.Scope, scope, stored.Value.PrincipalId)
                    && await roles.MayReadAsync(request, RoleAssignmentType.Instance, scope.Contains(request.Scope) ? request.Scope : scope)
                    && await scopes.IsAsync(scope, stored.Value.ScopeUid, request.Aborted);
                return listed ? RoleAssignmentShape.Of(stored.Value) : null;
            }));
    }

    private static JsonObject Example() => new()
    {
        ["properties"] = new JsonObject
        {
            ["roleDefinitionId"] = $"{RoleDefinitionType.Collection}/{BuiltInRoles.Reader.Id}",
            ["principalId"] = "11111111-1111-1111-1111-111111111111",
            ["principalType"] = "ServicePrincipal",
        },
    };
}
