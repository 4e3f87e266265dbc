using ProviderService.Core.Secrets;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What may be seen of a secret at a moment.</summary>
/// <param name="State">Whether it is there.</param>
/// <param name="ExpiresAt">When it is refused; of an expired one, when it would have been at the latest.</param>
/// <param name="Content">What is stored, sealed or not, of a present one; else <see langword="null"/>.</param>
internal sealed record VisibleSecret(SecretState State, DateTimeOffset? ExpiresAt, string? Content)
{
    public static readonly VisibleSecret None = new(SecretState.None, null, null);

    public static VisibleSecret Present(SecretReference reference, string content) => new(SecretState.Present, reference.ExpiresAt, content);

    public static VisibleSecret Expired(SecretReference reference) => new(SecretState.Expired, reference.ExpiresAt, null);
}

/// <summary>The life of a secret as clients and agents see it.</summary>
internal enum SecretState
{
    /// <summary>There is none: an agent deletes its copy.</summary>
    None,

    /// <summary>It can be had.</summary>
    Present,

    /// <summary>It was supplied once and is no longer held, since its time is over or the cluster's key changed: an agent keeps its copy.</summary>
    Expired,
}
