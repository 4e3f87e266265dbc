using System.Text.Json.Serialization;
using ProviderService.Core.Storage;

namespace ProviderService.Core.Documents;

/// <summary>
/// Work that one replica does for all, while it lives. It only saves work: a lease may have two holders for a while, since no clock is
/// everybody's, so what is done under it must bear being done twice.
/// </summary>
/// <param name="documents">Where it lies, with an end of life: one that is not renewed goes by itself.</param>
/// <param name="name">What the work is called.</param>
/// <param name="duration">How long it is held without being renewed.</param>
/// <param name="time">Its monotonic clock says for how long this holder has it.</param>
public sealed class Lease(SealedDocuments documents, string name, TimeSpan duration, TimeProvider time)
{
    private readonly DocumentKey _key = new("system", $"lease:{name}");
    private readonly Guid _holder = Guid.NewGuid();
    private Held? _held;

    public TimeSpan Duration => duration;

    /// <summary>Takes the lease when nobody holds it, and renews it, by the entity tag that it has, when this holder does.</summary>
    /// <returns>Whether this holder has it, for its duration from the moment of the call.</returns>
    public async ValueTask<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var document = new LeaseDocument(_holder, time.GetUtcNow() + duration);
        var expected = _held is { } held && time.GetElapsedTime(held.Since) < duration ? held.ETag : null;
        var written = await documents.WriteAsync(_key, document, LeaseJson.Default.LeaseDocument, expected, cancellationToken);
        _held = written is null ? null : new Held(written.ETag, asked);
        return written is not null;
    }

    private sealed record Held(string ETag, long Since);
}

/// <summary>A lease as it is stored, sealed.</summary>
internal sealed record LeaseDocument(Guid Holder, DateTimeOffset ExpiresAt) : IExpires;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LeaseDocument))]
internal sealed partial class LeaseJson : JsonSerializerContext;
