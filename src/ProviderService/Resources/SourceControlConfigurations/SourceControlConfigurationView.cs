using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration as one caller is to see it, before a version gives it its shape.</summary>
/// <param name="Id">The id in the caller's spelling.</param>
/// <param name="Name">The name in the spelling of the id.</param>
/// <param name="Snapshot">What is stored.</param>
/// <param name="Compliance">The status at the time of the request.</param>
internal sealed record SourceControlConfigurationView(
    string Id, string Name, ConfigurationSnapshot Snapshot, ComplianceStatus Compliance)
{
    public SourceControlConfigurationDocument Document => Snapshot.Document;

    /// <summary>Empty until the agent reports one.</summary>
    public string RepositoryPublicKey => Snapshot.Status?.Report.RepositoryPublicKey ?? "";

    /// <summary>What is known of a configuration at a moment.</summary>
    public static SourceControlConfigurationView At(DateTimeOffset now, string id, string name, ConfigurationSnapshot snapshot) => new(
        id, name, snapshot,
        snapshot.Status is { } status
            ? ComplianceStatus.Reported(status.Report)
            : ComplianceStatus.Unreported(snapshot.Document.MeaningChangedAt, now, snapshot.HasLostCredentials));

    /// <summary>The resource on the wire at a version.</summary>
    public object Shape(ResourceVersion version) => version.Shape == typeof(SourceControlConfiguration2019Shape)
        ? SourceControlConfiguration2019Shape.Of(this)
        : SourceControlConfigurationShape.Of(this);
}
