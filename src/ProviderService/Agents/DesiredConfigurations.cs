using ProviderService.Core.DesiredState;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Agents;

/// <summary>What agents see of a configuration.</summary>
internal static class DesiredConfigurations
{
    public static DesiredConfiguration Of(string clusterId, ConfigurationSnapshot snapshot)
    {
        var (document, settings) = (snapshot.Document, snapshot.Document.Settings);
        var helm = settings.HelmOperatorProperties;
        return new()
        {
            Id = $"{clusterId}/providers/{SourceControlConfigurationType.Instance.FullName}/{document.Name}",
            Name = document.Name,
            Uid = document.Uid,
            Generation = document.Generation,
            RepositoryUrl = settings.RepositoryUrl,
            OperatorNamespace = settings.OperatorNamespace,
            OperatorInstanceName = settings.OperatorInstanceName,
            OperatorScope = settings.OperatorScope,
            OperatorParams = settings.OperatorParams,
            EnableHelmOperator = settings.EnableHelmOperator,
            HelmOperatorProperties = helm is null ? null : new(helm.ChartVersion, helm.ChartValues),
            SshKnownHosts = new(StateOf(snapshot.SshKnownHosts), snapshot.SshKnownHosts.Content, snapshot.SshKnownHosts.ExpiresAt),
            ProtectedSettings = new(StateOf(snapshot.ProtectedSettings), snapshot.ProtectedSettings.Content, snapshot.ProtectedSettings.ExpiresAt),
        };
    }

    private static DesiredSecretState StateOf(VisibleSecret secret) => secret.State switch
    {
        SecretState.None => DesiredSecretState.None,
        SecretState.Present => DesiredSecretState.Present,
        _ => DesiredSecretState.Expired,
    };
}
