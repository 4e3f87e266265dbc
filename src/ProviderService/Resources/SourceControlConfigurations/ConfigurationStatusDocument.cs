namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What an agent reported on a configuration last. Apart from the configuration, so that agents never get in the way of who writes
/// that.</summary>
internal sealed record ConfigurationStatusDocument
{
    /// <summary>The incarnation of the configuration; of another one, this document counts as absent.</summary>
    public required Guid ConfigurationUid { get; init; }

    /// <summary>The generation that was reported on; of a newer one, nothing is known yet.</summary>
    public required long Generation { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    public required ConfigurationReport Report { get; init; }
}

/// <summary>What an agent says of a configuration, as the configuration shows it.</summary>
/// <param name="ComplianceState">A published word.</param>
/// <param name="LastConfigApplied">To the millisecond; <see langword="null"/> for never.</param>
/// <param name="Message">A JSON document inside a string.</param>
/// <param name="RepositoryPublicKey">Of the key that the operator made; else empty.</param>
internal sealed record ConfigurationReport(string ComplianceState, DateTimeOffset? LastConfigApplied, string Message, string RepositoryPublicKey);
