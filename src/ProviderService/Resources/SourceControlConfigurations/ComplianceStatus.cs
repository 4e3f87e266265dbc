using System.ComponentModel;
using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>How far the cluster has come with a configuration.</summary>
/// <param name="ComplianceState"><c>Pending</c>, <c>Installed</c>, <c>Failed</c>, or an older word that an agent uses.</param>
/// <param name="LastConfigApplied">When the agent last applied it; the zero time for never.</param>
/// <param name="Message">What the agent says: a JSON document inside a string.</param>
/// <param name="MessageLevel"><c>Information</c>, also of failures.</param>
/// <remarks>Never stored with it: computed whenever it is read. The level is as recorded.</remarks>
[ReadOnly(true)]
internal sealed record ComplianceStatus(
    [property: ReadOnly(true), Words("ComplianceStateType", "Pending", "Compliant", "Noncompliant", "Installed", "Failed")] string ComplianceState,
    DateTimeOffset LastConfigApplied,
    string Message,
    [property: Words("MessageLevelType", "Error", "Warning", "Information")] string MessageLevel)
{
    /// <summary>How long an agent has to report after a change of meaning: as long as credentials are kept for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(48);

    /// <summary>The message while an agent has said nothing.</summary>
    public const string NotReported = """{"OperatorMessage":null,"ClusterState":null}""";

    private const string Level = "Information";

    private const string CredentialsLost =
        """{"OperatorMessage":"The credentials are no longer held: they expired, or the public key of the cluster changed. Supply them again.","ClusterState":null}""";

    /// <summary>The status of a configuration that no agent has reported on.</summary>
    /// <param name="meaningChangedAt">Since when an agent could have reported.</param>
    /// <param name="now">The present.</param>
    /// <param name="hasLostCredentials">Whether an agent can no longer get what was supplied, so that somebody has to supply it again.</param>
    public static ComplianceStatus Unreported(DateTimeOffset meaningChangedAt, DateTimeOffset now, bool hasLostCredentials) => new(
        now - meaningChangedAt < Patience ? "Pending" : "Failed",
        DateTimeOffset.MinValue,
        hasLostCredentials ? CredentialsLost : NotReported,
        Level);

    /// <summary>The status that an agent reported.</summary>
    public static ComplianceStatus Reported(ConfigurationReport report) =>
        new(report.ComplianceState, report.LastConfigApplied ?? DateTimeOffset.MinValue, report.Message, Level);
}
