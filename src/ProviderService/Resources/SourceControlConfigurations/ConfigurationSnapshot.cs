namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration, and what is held of its credentials at the moment of the read.</summary>
/// <param name="Document">What is stored.</param>
/// <param name="ProtectedSettings">Without content, which ARM never answers.</param>
/// <param name="SshKnownHosts">With content, while it lives.</param>
internal sealed record ConfigurationSnapshot(SourceControlConfigurationDocument Document, VisibleSecret ProtectedSettings, VisibleSecret SshKnownHosts)
{
    /// <summary>What GET answers: the content while it lives, an empty string afterwards, and what was given when there never was any.</summary>
    public string? SshKnownHostsContents => SshKnownHosts.State switch
    {
        SecretState.Present => SshKnownHosts.Content,
        SecretState.Expired => "",
        _ => Document.Settings.SshKnownHostsContents,
    };

    /// <summary>Whether something was supplied that an agent can no longer have.</summary>
    public bool HasLostCredentials => ProtectedSettings.State == SecretState.Expired || SshKnownHosts.State == SecretState.Expired;
}
