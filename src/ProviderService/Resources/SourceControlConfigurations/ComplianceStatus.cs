namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>How far the cluster has come with a configuration. Never stored with it: computed whenever it is read.</summary>
/// <param name="ComplianceState"><c>Pending</c>, <c>Installed</c> or <c>Failed</c>.</param>
/// <param name="LastConfigApplied">When the agent last applied it; the zero time for never.</param>
/// <param name="Message">A JSON document inside a string.</param>
/// <param name="MessageLevel"><c>Information</c>, also of failures, as recorded.</param>
internal sealed record ComplianceStatus(string ComplianceState, DateTimeOffset LastConfigApplied, string Message, string MessageLevel)
{
    /// <summary>How long an agent has to report after a change of meaning: as long as credentials are kept for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(48);

    /// <summary>The status of a configuration that no agent has reported on.</summary>
    public static ComplianceStatus Unreported(DateTimeOffset meaningChangedAt, DateTimeOffset now) => new(
        now - meaningChangedAt < Patience ? "Pending" : "Failed",
        DateTimeOffset.MinValue,
        """{"OperatorMessage":null,"ClusterState":null}""",
        "Information");
}
