using ProviderService.Core.Documents;

namespace ProviderService.Core.Secrets;

/// <summary>
/// A secret as it is stored, under a random id beside its owner. What it says never changes; it counts for as long as its owner refers to
/// it. Only the time at which a sweep looks at it moves.
/// </summary>
public sealed record SecretDocument : IDue, IExpires
{
    /// <summary>The id of the document that it was supplied for, in the same partition.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The incarnation of the owner.</summary>
    public required Guid OwnerUid { get; init; }

    /// <summary>The key that it is sealed to; <see langword="null"/> for a secret that is only enveloped, like any document.</summary>
    public string? Kid { get; init; }

    public required DateTimeOffset SuppliedAt { get; init; }

    /// <summary>From then on it is refused.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required string Content { get; init; }

    public required DateTimeOffset? DueAt { get; init; }
}
