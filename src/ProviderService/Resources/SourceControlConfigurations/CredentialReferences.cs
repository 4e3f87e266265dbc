using System.Text.Json.Serialization;
using ProviderService.Core.Secrets;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>The secrets that a configuration refers to, expired ones included; <see langword="null"/> for what was never supplied.</summary>
internal sealed record CredentialReferences(SecretReference? ProtectedSettings, SecretReference? SshKnownHosts)
{
    public static readonly CredentialReferences None = new(null, null);

    [JsonIgnore]
    public IEnumerable<SecretReference> All => new[] { ProtectedSettings, SshKnownHosts }.OfType<SecretReference>();

    [JsonIgnore]
    public bool IsEmpty => this == None;

    /// <summary>Whether both were supplied by the same requests. One that expired since is still the same.</summary>
    public bool AreAsSupplied(CredentialReferences other) =>
        ProtectedSettings?.Id == other.ProtectedSettings?.Id && SshKnownHosts?.Id == other.SshKnownHosts?.Id;

    /// <summary>Those that others do not refer to.</summary>
    public IEnumerable<SecretReference> Except(CredentialReferences others) => All.ExceptBy(others.All.Select(other => other.Id), one => one.Id);

    /// <inheritdoc cref="SecretReference.Noted"/>
    public CredentialReferences Noted(DateTimeOffset now, string? kid) => new(ProtectedSettings?.Noted(now, kid), SshKnownHosts?.Noted(now, kid));

    /// <summary>The references with one of them expired, whatever the time.</summary>
    public CredentialReferences Expire(Guid id) => new(Expire(ProtectedSettings, id), Expire(SshKnownHosts, id));

    private static SecretReference? Expire(SecretReference? reference, Guid id) => reference?.Id == id ? reference with { Expired = true } : reference;
}
