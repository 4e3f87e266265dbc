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
    private const string Partition = "system";
    private const string Prefix = "lease:";

    private readonly DocumentKey _key = new(Partition, Prefix + name);
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

    /// <summary>The leases of all replicas that have not run out, as the store has them.</summary>
    public static async ValueTask<IReadOnlyList<HeldLease>> ListAsync(SealedDocuments documents, CancellationToken cancellationToken)
    {
        var leases = new List<HeldLease>();
        await foreach (var (key, lease, _) in documents.ListAllAsync(Partition, Prefix, LeaseJson.Default.LeaseDocument, cancellationToken))
            leases.Add(new HeldLease(key.Id[Prefix.Length..], lease.Holder, lease.ExpiresAt));
        return leases;
    }

    private sealed record Held(string ETag, long Since);
}

/// <summary>A lease that somebody has.</summary>
/// <param name="Name">What the work is called.</param>
/// <param name="Holder">A replica, named anew at each start.</param>
/// <param name="ExpiresAt">When it ends unless it is renewed, by the holder's clock.</param>
public sealed record HeldLease(string Name, Guid Holder, DateTimeOffset ExpiresAt);

/// <summary>A lease as it is stored, sealed.</summary>
internal sealed record LeaseDocument(Guid Holder, DateTimeOffset ExpiresAt) : IExpires;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LeaseDocument))]
internal sealed partial class LeaseJson : JsonSerializerContext;
