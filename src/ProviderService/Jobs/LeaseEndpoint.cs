using ProviderService.Core.Documents;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;

namespace ProviderService.Jobs;

/// <summary>How the administrator sees which replica does what for all.</summary>
internal static class LeaseEndpoint
{
    public static void MapLeases(this IEndpointRouteBuilder administration) =>
        administration.MapGet("/leases", ListAsync).Audit("ProviderService/leases/read", onlyRefusals: true);

    private static async Task<IResult> ListAsync(HttpContext context, SealedDocuments documents)
    {
        var leases = await Lease.ListAsync(documents, context.RequestAborted);
        return new ArmResult(200, new ArmList<LeaseShape>([.. leases.Select(lease => new LeaseShape(lease.Name, lease.Holder, lease.ExpiresAt.UtcDateTime))]));
    }

    /// <summary>A lease as the administrator sees it.</summary>
    /// <inheritdoc cref="HeldLease"/>
    private sealed record LeaseShape(string Name, Guid Holder, DateTime ExpiresAt);
}
