using ProviderService.Core.Secrets;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>Says in the audit record of a request what became of which credentials, by the names of their properties.</summary>
internal static class CredentialAudit
{
    public const string ProtectedSettings = "configurationProtectedSettings";
    public const string SshKnownHosts = "sshKnownHostsContents";

    /// <summary>A request wants to supply or remove credentials; until it has, it counts as refused.</summary>
    public static void Asked(ArmRequest request, SuppliedCredentials asked)
    {
        var notes = AuditNotes.Of(request.Http);
        if (asked.ProtectedSettingsChange != CredentialChange.Keep) notes.Ask(ProtectedSettings);
        if (asked.SshKnownHostsChange != CredentialChange.Keep) notes.Ask(SshKnownHosts);
    }

    /// <summary>A request has done what it was to do.</summary>
    /// <param name="request">The request.</param>
    /// <param name="before">The credentials that it found.</param>
    /// <param name="after">The credentials that it left.</param>
    public static void Done(ArmRequest request, CredentialReferences before, CredentialReferences after)
    {
        var notes = AuditNotes.Of(request.Http);
        Note(notes, ProtectedSettings, before.ProtectedSettings, after.ProtectedSettings);
        Note(notes, SshKnownHosts, before.SshKnownHosts, after.SshKnownHosts);
    }

    private static void Note(AuditNotes notes, string name, SecretReference? before, SecretReference? after) => notes.Set(name, (before, after) switch
    {
        (null, null) => null,
        (null, _) => "supplied",
        (_, null) => "removed",
        _ => before.Id == after.Id ? "kept" : "replaced",
    });
}
