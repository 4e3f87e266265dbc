using ProviderService.Core.Arm;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A configuration as it is stored: what every version can say of it.</summary>
internal sealed record SourceControlConfigurationDocument
{
    /// <summary>As it was first spelled.</summary>
    public required string Name { get; init; }

    /// <summary>New whenever a configuration of this name is made.</summary>
    public required Guid Uid { get; init; }

    /// <summary>The incarnation of the cluster that contains it; under another one, this document counts as absent.</summary>
    public required Guid ClusterUid { get; init; }

    /// <summary>Rises whenever the meaning changes; agents compare it.</summary>
    public required long Generation { get; init; }

    /// <summary>The entity tag that callers see, without its quotes; new at every write by a caller.</summary>
    public required Guid Revision { get; init; }

    public required SystemData SystemData { get; init; }

    /// <summary>When the generation last rose: from then on an agent has time to report.</summary>
    public required DateTimeOffset MeaningChangedAt { get; init; }

    public required SourceControlConfigurationSettings Settings { get; init; }

    /// <summary>What was supplied for access to the repository. The secrets themselves are documents of their own.</summary>
    public CredentialReferences Credentials { get => field ?? CredentialReferences.None; init; }

    public static SourceControlConfigurationDocument Create(
        string name, Guid clusterUid, SourceControlConfigurationSettings settings, Principal caller, DateTimeOffset now) => new()
        {
            Name = name,
            Uid = Guid.NewGuid(),
            ClusterUid = clusterUid,
            Generation = 1,
            Revision = Guid.NewGuid(),
            SystemData = SystemData.CreatedNow(caller, now),
            MeaningChangedAt = now,
            Settings = settings,
            Credentials = CredentialReferences.None,
        };

    /// <summary>The document after an update. One that changes no meaning keeps the generation, and with it what agents have reported.
    /// Credentials that were supplied again are another meaning, the same ones too; that some expired is none.</summary>
    public SourceControlConfigurationDocument Update(
        SourceControlConfigurationSettings settings, CredentialReferences credentials, Principal caller, DateTimeOffset now)
    {
        var sameMeaning = settings.MeansSameAs(Settings) && credentials.AreAsSupplied(Credentials);
        return this with
        {
            Generation = sameMeaning ? Generation : Generation + 1,
            Revision = Guid.NewGuid(),
            SystemData = SystemData.ModifiedNow(caller, now),
            MeaningChangedAt = sameMeaning ? MeaningChangedAt : now,
            Settings = settings,
            Credentials = credentials,
        };
    }
}
