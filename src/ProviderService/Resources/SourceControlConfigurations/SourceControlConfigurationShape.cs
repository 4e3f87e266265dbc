using System.Text.Json.Serialization;
using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration on the wire from 2020-07-01-preview on, in the recorded order of members.</summary>
internal sealed record SourceControlConfigurationShape(
    string Id,
    string Name,
    string Type,
    SourceControlConfigurationShape.PropertiesShape Properties,
    SourceControlConfigurationShape.SystemDataShape SystemData)
{
    internal sealed record PropertiesShape(
        string OperatorNamespace,
        string ProvisioningState,
        ComplianceStatus ComplianceStatus,
        bool EnableHelmOperator,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HelmOperatorProperties? HelmOperatorProperties,
        string? RepositoryUrl,
        string OperatorInstanceName,
        string OperatorType,
        string OperatorScope,
        string OperatorParams,
        string? SshKnownHostsContents,
        IReadOnlyDictionary<string, string> ConfigurationProtectedSettings,
        string RepositoryPublicKey);

    /// <summary>This provider writes its times with an offset, <c>+00:00</c>.</summary>
    internal sealed record SystemDataShape(
        string CreatedBy,
        string CreatedByType,
        DateTimeOffset CreatedAt,
        string LastModifiedBy,
        string LastModifiedByType,
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
                view.Snapshot.SshKnownHostsContents, NoProtectedSettings, RepositoryPublicKey: ""),
            SystemDataShape.Of(view.Document.SystemData));
    }
}
