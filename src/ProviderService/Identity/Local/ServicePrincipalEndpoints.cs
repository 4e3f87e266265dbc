using Microsoft.Extensions.Options;
using ProviderService.Core.Arm;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;

namespace ProviderService.Identity.Local;

/// <summary>How the administrator makes and ends service principals.</summary>
internal static class ServicePrincipalEndpoints
{
    private const int MaxName = 120;

    /// <summary>Maps them where the service signs in by itself.</summary>
    public static void MapServicePrincipals(this IEndpointRouteBuilder administration)
    {
        if (administration.ServiceProvider.GetRequiredService<IOptions<IdentityOptions>>().Value.Mode != IdentityOptions.Local) return;
        var group = administration.MapGroup("/servicePrincipals");
        group.MapPost("", CreateAsync).Audit("ProviderService/servicePrincipals/write");
        group.MapGet("", ListAsync).Audit("ProviderService/servicePrincipals/read");
        group.MapDelete("/{appId}", DeleteAsync).Audit("ProviderService/servicePrincipals/delete");
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ServicePrincipals principals)
    {
        var name = await ReadNameAsync(context);
        var (principal, secret) = await principals.CreateAsync(name, context.RequestAborted);
        AuditNotes.Of(context).Set("appId", principal.AppId.ToString());
        context.Response.Headers.CacheControl = "no-store"; // It holds the secret.
        return new ArmResult(201, new Created(principal.AppId, principal.ObjectId, LocalAdministrator.TenantId, principal.DisplayName, secret));
    }

    private static async Task<IResult> ListAsync(HttpContext context, ServicePrincipals principals)
    {
        var found = new List<Listed>();
        await foreach (var (_, principal, _) in principals.ListAsync(context.RequestAborted))
            found.Add(new(principal.AppId, principal.ObjectId, LocalAdministrator.TenantId, principal.DisplayName, principal.CreatedAt.UtcDateTime));
        return new ArmResult(200, new ArmList<Listed>([.. found.OrderBy(principal => principal.CreatedAt)]));
    }

    private static async Task<IResult> DeleteAsync(string appId, HttpContext context, ServicePrincipals principals) =>
        new ArmResult(Guid.TryParse(appId, out var id) && await principals.DeleteAsync(id, context.RequestAborted) ? 200 : 204);

    private static async Task<string> ReadNameAsync(HttpContext context)
    {
        var faults = new Faults();
        using var body = await RequestBody.ReadAsync(context.Request);
        var name = new JsonMembers(body.RootElement, "", faults).Text("displayName");
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName)
            faults.Add("InvalidDisplayName", $"'displayName' must have 1 to {MaxName} characters.", "displayName");
        faults.ThrowIfAny();
        return name!;
    }

    private sealed record Created(Guid AppId, Guid ObjectId, Guid TenantId, string DisplayName, string Secret);

    private sealed record Listed(Guid AppId, Guid ObjectId, Guid TenantId, string DisplayName, DateTime CreatedAt);
}
