using System.Security.Claims;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity;

namespace ProviderService.Diagnostics.Audit;

/// <summary>Writes a record of every write, and of every request that is refused for who sent it, before the answer leaves.</summary>
internal sealed class AuditTrail(RequestDelegate next, AuditLog audit)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var (trail, request) = ((AuditTrail, HttpContext))state;
            if (IsAudited(request)) trail.Write(request);
            return Task.CompletedTask;
        }, (this, context));
        return next(context);
    }

    private static bool IsAudited(HttpContext context)
    {
        if (context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden) return true;
        // Nobody looked at it, and a flood must not wash away the records of what was done.
        if (context.Response.StatusCode == StatusCodes.Status429TooManyRequests) return false;
        return !AuditAction.IsSafe(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<AuditAction>() is not { OnlyRefusals: true };
    }

    private void Write(HttpContext context)
    {
        var (action, scope) = AuditAction.Of(context);
        var result = ResultOf(context.Response.StatusCode);
        var ids = context.Features.Get<RequestIds>();
        audit.Write(new AuditRecord
        {
            Action = action,
            Scope = scope,
            Result = result,
            Status = context.Response.StatusCode,
            Code = context.Features.Get<ArmException>()?.Error.Code,
            Caller = CallerOf(context.User),
            From = context.Connection.RemoteIpAddress?.ToString(),
            RequestId = ids?.RequestId,
            CorrelationId = ids?.CorrelationId,
            Details = context.Features.Get<AuditNotes>()?.Details(result),
        });
    }

    /// <summary>A caller who left (499) may have left before or after the change.</summary>
    private static AuditResult ResultOf(int status) => status switch
    {
        < 400 => AuditResult.Succeeded,
        < StatusCodes.Status499ClientClosedRequest => AuditResult.Refused,
        _ => AuditResult.Failed,
    };

    private static AuditCaller? CallerOf(ClaimsPrincipal user) => user.Identity is not { IsAuthenticated: true } ? null : new(
        user.FindFirstValue(CallerClaims.UserPrincipalName) ?? user.FindFirstValue(CallerClaims.Name) ?? user.FindFirstValue(CallerClaims.ApplicationName),
        user.FindFirstValue(CallerClaims.ObjectId),
        user.FindFirstValue(CallerClaims.ApplicationId),
        user.FindFirstValue(CallerClaims.TenantId));
}
