namespace ProviderService.Core.Secrets;

/// <summary>What the owner of a secret says of it. A secret counts because its owner's document holds this, and for no other reason.</summary>
/// <param name="Id">The random name of the secret's document.</param>
/// <param name="Kid">The key that it is sealed to; <see langword="null"/> when it is not sealed.</param>
/// <param name="SuppliedAt">When a caller supplied it.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
/// <param name="Expired">It was refused or purged once, which is never undone, whatever a clock says later.</param>
public sealed record SecretReference(Guid Id, string? Kid, DateTimeOffset SuppliedAt, DateTimeOffset ExpiresAt, bool Expired = false)
{
    /// <summary>Whether the secret may still be given out.</summary>
    /// <param name="now">By the clock; what a sweep has done does not matter.</param>
    /// <param name="kid">The cluster's key at present; a secret that is sealed to another one is lost.</param>
    public bool IsHeld(DateTimeOffset now, string? kid) => !Expired && now < ExpiresAt && (Kid is null || Kid == kid);

    /// <returns>The reference with <see cref="Expired"/> set once it is not held; else itself.</returns>
    public SecretReference Noted(DateTimeOffset now, string? kid) => Expired || IsHeld(now, kid) ? this : this with { Expired = true };
}
