using ProviderService.Core.Arm;
using ProviderService.Core.Secrets;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration, and what is held of its credentials at the moment of the read.</summary>
/// <param name="Document">What is stored.</param>
/// <param name="ProtectedSettings">With content, sealed, while it lives: for the cluster's agent, and never for ARM.</param>
/// <param name="SshKnownHosts">With content, while it lives.</param>
internal sealed record ConfigurationSnapshot(SourceControlConfigurationDocument Document, VisibleSecret ProtectedSettings, VisibleSecret SshKnownHosts)
{
    /// <summary>What an agent reported on this generation; <see langword="null"/> for nothing.</summary>
    public ConfigurationStatusDocument? Status { get; init; }

    /// <summary>Who changed it last: a report is a change.</summary>
    public SystemData SystemData => Status is { } status && status.ReportedAt > Document.SystemData.LastModifiedAt
        ? Document.SystemData.ModifiedNow(ClusterConnectivity.Agent, status.ReportedAt)
        : Document.SystemData;

    /// <summary>What GET answers: the content while it lives, an empty string afterwards, and what was given when there never was any.</summary>
    public string? SshKnownHostsContents => SshKnownHosts.State switch
    {
        SecretState.Present => SshKnownHosts.Content,
        SecretState.Expired => "",
        _ => Document.Settings.SshKnownHostsContents,
    };

    /// <summary>Whether something was supplied that an agent can no longer have.</summary>
    public bool HasLostCredentials => ProtectedSettings.State == SecretState.Expired || SshKnownHosts.State == SecretState.Expired;

    /// <summary>Whether the document refers to a secret that was not there.</summary>
    public bool IsDangling => IsMissing(Document.Credentials.ProtectedSettings, ProtectedSettings) || IsMissing(Document.Credentials.SshKnownHosts, SshKnownHosts);

    private static bool IsMissing(SecretReference? reference, VisibleSecret found) => reference is { Expired: false } && found.State == SecretState.Expired;
}
