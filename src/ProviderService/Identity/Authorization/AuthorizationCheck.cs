using Microsoft.AspNetCore.Authorization;
using ProviderService.Core.Arm;

namespace ProviderService.Identity.Authorization;

/// <summary>Lets a signed-in caller do what its roles grant. What does not say what it needs is the administrator's.</summary>
internal sealed class AuthorizationCheck(RequestDelegate next, RoleAuthorizer roles)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is not { } endpoint || context.User.IsAdministrator() || IsOpen(endpoint.Metadata) ? next(context) : CheckAsync(context, endpoint.Metadata);

    private static bool IsOpen(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IAllowAnonymous>() is not null || metadata.GetMetadata<OpenToCallers>() is not null;

    private async Task CheckAsync(HttpContext context, EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<RequiredAction>() is not { } required) throw AuthorizationErrors.AdministratorOnly();
        var isResource = ResourceId.TryParse(context.Request.Path, out var scope);
        if (!isResource && !ResourceId.TryParseScope(context.Request.Path.Value ?? "/", out scope)) throw AuthorizationErrors.AdministratorOnly();
        var reach = !isResource || scope!.Parent is null ? Reach.AtOrBelow : Reach.At;
        await RequireAsync(context, required.NameIn(context), scope!, HttpMethods.IsGet(context.Request.Method) ? reach : Reach.At);
        if (metadata.GetMetadata<ParentAction>() is { } ofParent) await RequireAsync(context, ofParent.Name, scope!.Parent!, Reach.At);
        await next(context);
    }

    private async ValueTask RequireAsync(HttpContext context, string action, ResourceId scope, Reach reach)
    {
        if (!await roles.AllowAsync(context.User, action, scope, reach, context.RequestAborted))
            throw AuthorizationErrors.Failed(context.User, action, scope);
    }
}
