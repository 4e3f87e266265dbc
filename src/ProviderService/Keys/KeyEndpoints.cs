using ProviderService.Core.Documents;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;

namespace ProviderService.Keys;

/// <summary>How the administrator changes data keys.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder administration)
    {
        administration.MapGet("/keys", ListAsync).Audit("ProviderService/keys/read", onlyRefusals: true);
        administration.MapPost("/keys/rotate", RotateAsync).Audit("ProviderService/keys/rotate/action");
        administration.MapPost("/keys/reseal", ResealAsync).Audit("ProviderService/keys/reseal/action");
    }

    /// <summary>202: the new key is in the ring, and begins to encrypt once every replica can have seen it.</summary>
    private static async Task<IResult> RotateAsync(HttpContext context, KeyRingStore ring, TimeProvider time)
    {
        var added = await ring.RotateAsync(context.RequestAborted);
        AuditNotes.Of(context).Set("key", added.Id.ToString());
        return new ArmResult(202, KeyShape.Of(added, await ring.ReadAsync(context.RequestAborted), time.GetUtcNow()));
    }

    private static async Task<IResult> ListAsync(HttpContext context, KeyRingStore store, TimeProvider time)
    {
        var ring = await store.ReadAsync(context.RequestAborted);
        var now = time.GetUtcNow();
        return new ArmResult(200, new ArmList<KeyShape>([.. ring.Keys.Select(key => KeyShape.Of(key, ring, now))]));
    }

    /// <summary>Does at once what a job does every few minutes.</summary>
    private static async Task<IResult> ResealAsync(HttpContext context, ResealDocuments reseal) =>
        new ArmResult(200, await reseal.RunAsync(context.RequestAborted));

    /// <summary>A data key as the administrator sees it.</summary>
    /// <param name="Id">Its name, which envelopes carry.</param>
    /// <param name="State"><c>Waiting</c> until every replica can know it, <c>Active</c> while it encrypts, <c>Retiring</c> while documents are
    /// sealed anew, <c>Retired</c> when none is left.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="ActiveFrom">When it begins, or began, to encrypt.</param>
    /// <param name="KeyEncryptionKeyId">What wraps it.</param>
    private sealed record KeyShape(Guid Id, string State, DateTime CreatedAt, DateTime ActiveFrom, string KeyEncryptionKeyId)
    {
        public static KeyShape Of(KeyRingDocument.Entry key, KeyRingDocument ring, DateTimeOffset now) => new(
            key.Id, StateOf(key, ring, now), key.CreatedAt.UtcDateTime, (key.ActiveFrom ?? key.CreatedAt).UtcDateTime, key.KeyEncryptionKeyId);

        private static string StateOf(KeyRingDocument.Entry key, KeyRingDocument ring, DateTimeOffset now) =>
            key == ring.ActiveAt(now) ? "Active" : key.ActiveFrom > now ? "Waiting" : key.ResealedAt is null ? "Retiring" : "Retired";
    }
}
