using System.ComponentModel;
using System.Text.Json.Serialization;
using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration: the Git repository that an operator on the cluster follows.</summary>
/// <remarks>On the wire at 2019-11-01-preview, in the recorded order of members; <c>enableHelmOperator</c> and <c>messageLevel</c> are of the
/// published types, which typed clients need, not of the recorded ones.</remarks>
internal sealed record SourceControlConfiguration2019Shape(
    string Id, string Name, string Type, SourceControlConfiguration2019Shape.PropertiesShape Properties)
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
    /// <param name="RepositoryPublicKey">The public SSH key to enter at the Git server, once the agent has reported it.</param>
    /// <param name="ConfigKind">Always 0.</param>
    /// <param name="CreatedDate">When it was made.</param>
    /// <param name="LastModifiedDate">When it was changed last.</param>
    internal sealed record PropertiesShape(
        [property: DefaultValue("default")] string OperatorNamespace,
        [property: ReadOnly(true), Words("ProvisioningState", "Accepted", "Deleting", "Running", "Succeeded", "Failed")] string ProvisioningState,
        [property: ReadOnly(true)] ComplianceStatusShape ComplianceStatus,
        [property: Words("EnableHelmOperator", "true", "false")] string EnableHelmOperator,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HelmOperatorProperties? HelmOperatorProperties,
        string? RepositoryUrl,
        string OperatorInstanceName,
        [property: Words("OperatorType", "Flux")] string OperatorType,
        [property: DefaultValue("cluster"), Words("OperatorScope", "cluster", "namespace")] string OperatorScope,
        string OperatorParams,
        [property: ReadOnly(true)] string RepositoryPublicKey,
        [property: ReadOnly(true)] int ConfigKind,
        [property: ReadOnly(true)] DateTimeOffset CreatedDate,
        [property: ReadOnly(true)] DateTimeOffset LastModifiedDate);

    /// <summary>How far the cluster has come with a configuration.</summary>
    /// <param name="ComplianceState"><c>Pending</c>, <c>Installed</c> or <c>Failed</c>.</param>
    /// <param name="LastConfigApplied">When the agent last applied it; the zero time for never.</param>
    /// <param name="Message">What the agent says: a JSON document inside a string.</param>
    /// <param name="MessageLevel"><c>Information</c>, also of failures.</param>
    /// <remarks>At this version <c>lastConfigApplied</c> has no offset.</remarks>
    [ReadOnly(true)]
    internal sealed record ComplianceStatusShape(
        [property: ReadOnly(true), Words("ComplianceState", "Pending", "Compliant", "Noncompliant", "Installed", "Failed")] string ComplianceState,
        DateTime LastConfigApplied,
        string Message,
        [property: Words("MessageLevel", "Error", "Warning", "Information")] string MessageLevel)
    {
        public static ComplianceStatusShape Of(ComplianceStatus status) =>
            new(status.ComplianceState, DateTime.SpecifyKind(status.LastConfigApplied.UtcDateTime, DateTimeKind.Unspecified), status.Message, status.MessageLevel);
    }

    public static SourceControlConfiguration2019Shape Of(SourceControlConfigurationView view)
    {
        var (settings, data) = (view.Document.Settings, view.Snapshot.SystemData);
        return new(
            view.Id, view.Name, SourceControlConfigurationType.Instance.FullName,
            new(
                settings.OperatorNamespace, "Succeeded", ComplianceStatusShape.Of(view.Compliance), settings.EnableHelmOperator ? "true" : "false",
                settings.HelmOperatorProperties, settings.RepositoryUrl, settings.OperatorInstanceName, settings.OperatorType, settings.OperatorScope,
                settings.OperatorParams, view.RepositoryPublicKey, ConfigKind: 0, data.CreatedAt, data.LastModifiedAt));
    }
}
