using System.ComponentModel;
using System.Text.Json.Serialization;
using ProviderService.Core.Arm;
using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration: the Git repository that an operator on the cluster follows.</summary>
/// <remarks>On the wire from 2020-07-01-preview on, in the recorded order of members.</remarks>
internal sealed record SourceControlConfigurationShape(
    string Id,
    string Name,
    string Type,
    SourceControlConfigurationShape.PropertiesShape Properties,
    SourceControlConfigurationShape.SystemDataShape SystemData)
{
    /// <summary>The settings of the operator, and how far it has come.</summary>
    /// <param name="OperatorNamespace">The namespace that the operator is installed into.</param>
    /// <param name="ProvisioningState">How far the request has come; a configuration is there at once.</param>
    /// <param name="ComplianceStatus">How far the cluster has come.</param>
    /// <param name="EnableHelmOperator">Whether the Helm operator is installed as well.</param>
    /// <param name="HelmOperatorProperties">The chart of the Helm operator.</param>
    /// <param name="RepositoryUrl">The Git repository that holds the desired state.</param>
    /// <param name="OperatorInstanceName">What the operator is called on the cluster.</param>
    /// <param name="OperatorType">The kind of operator.</param>
    /// <param name="OperatorScope">What the operator may change: the whole cluster, or its namespace alone.</param>
    /// <param name="OperatorParams">Command-line flags of the operator, with blanks between them.</param>
    /// <param name="SshKnownHostsContents">The SSH keys of the Git server: a known_hosts file, in base64. Kept for 48 hours.</param>
    /// <param name="ConfigurationProtectedSettings">Credentials for the repository, each in base64: sshPrivateKey, or httpsUser and httpsKey.
    /// Sealed to the cluster, kept for 48 hours and never answered. Left out, those that are stored stay; null removes them.</param>
    /// <param name="RepositoryPublicKey">The public SSH key to enter at the Git server, once the agent has reported it.</param>
    internal sealed record PropertiesShape(
        [property: DefaultValue("default")] string OperatorNamespace,
        [property: ReadOnly(true), Words("ProvisioningStateType", "Accepted", "Deleting", "Running", "Succeeded", "Failed")] string ProvisioningState,
        [property: ReadOnly(true)] ComplianceStatus ComplianceStatus,
        bool EnableHelmOperator,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HelmOperatorProperties? HelmOperatorProperties,
        string? RepositoryUrl,
        string OperatorInstanceName,
        [property: Words("OperatorType", "Flux")] string OperatorType,
        [property: DefaultValue("cluster"), Words("OperatorScopeType", "cluster", "namespace")] string OperatorScope,
        string OperatorParams,
        string? SshKnownHostsContents,
        [property: Secret] IReadOnlyDictionary<string, string> ConfigurationProtectedSettings,
        [property: ReadOnly(true)] string RepositoryPublicKey);

    /// <summary>Who made it, who changed it last, and when.</summary>
    /// <remarks>This provider writes its times with an offset, <c>+00:00</c>.</remarks>
    [ReadOnly(true)]
    internal sealed record SystemDataShape(
        string CreatedBy,
        [property: PrincipalTypes] string CreatedByType,
        DateTimeOffset CreatedAt,
        string LastModifiedBy,
        [property: PrincipalTypes] string LastModifiedByType,
        DateTimeOffset LastModifiedAt)
    {
        public static SystemDataShape Of(SystemData data) => new(
            data.CreatedBy.Name, data.CreatedBy.Type, data.CreatedAt, data.LastModifiedBy.Name, data.LastModifiedBy.Type, data.LastModifiedAt);
    }

    /// <summary>Protected settings are never answered, not even their names.</summary>
    private static readonly Dictionary<string, string> NoProtectedSettings = [];

    public static SourceControlConfigurationShape Of(SourceControlConfigurationView view)
    {
        var settings = view.Document.Settings;
        return new(
            view.Id, view.Name, SourceControlConfigurationType.Instance.FullName,
            new(
                settings.OperatorNamespace, "Succeeded", view.Compliance, settings.EnableHelmOperator, settings.HelmOperatorProperties,
                settings.RepositoryUrl, settings.OperatorInstanceName, settings.OperatorType, settings.OperatorScope, settings.OperatorParams,
                view.Snapshot.SshKnownHostsContents, NoProtectedSettings, view.RepositoryPublicKey),
            SystemDataShape.Of(view.Snapshot.SystemData));
    }
}
