using System.Text.Json.Serialization;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration on the wire at 2019-11-01-preview, in the recorded order of members; <c>enableHelmOperator</c> and
/// <c>messageLevel</c> are of the published types, which typed clients need, not of the recorded ones.</summary>
internal sealed record SourceControlConfiguration2019Shape(
    string Id, string Name, string Type, SourceControlConfiguration2019Shape.PropertiesShape Properties)
{
    internal sealed record PropertiesShape(
        string OperatorNamespace,
        string ProvisioningState,
        ComplianceStatusShape ComplianceStatus,
        string EnableHelmOperator,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HelmOperatorProperties? HelmOperatorProperties,
        string? RepositoryUrl,
        string OperatorInstanceName,
        string OperatorType,
        string OperatorScope,
        string OperatorParams,
        string RepositoryPublicKey,
        int ConfigKind,
        DateTimeOffset CreatedDate,
        DateTimeOffset LastModifiedDate);

    /// <summary>At this version <c>lastConfigApplied</c> has no offset.</summary>
    internal sealed record ComplianceStatusShape(string ComplianceState, DateTime LastConfigApplied, string Message, string MessageLevel)
    {
        public static ComplianceStatusShape Of(ComplianceStatus status) =>
            new(status.ComplianceState, DateTime.SpecifyKind(status.LastConfigApplied.UtcDateTime, DateTimeKind.Unspecified), status.Message, status.MessageLevel);
    }

    public static SourceControlConfiguration2019Shape Of(SourceControlConfigurationView view)
    {
        var (settings, data) = (view.Document.Settings, view.Document.SystemData);
        return new(
            view.Id, view.Name, SourceControlConfigurationType.Instance.FullName,
            new(
                settings.OperatorNamespace, "Succeeded", ComplianceStatusShape.Of(view.Compliance), settings.EnableHelmOperator ? "true" : "false",
                settings.HelmOperatorProperties, settings.RepositoryUrl, settings.OperatorInstanceName, settings.OperatorType, settings.OperatorScope,
                settings.OperatorParams, RepositoryPublicKey: "", ConfigKind: 0, data.CreatedAt, data.LastModifiedAt));
    }
}
