using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What agents report on configurations, each report in a document of its own in the partition of the cluster.</summary>
internal sealed class ConfigurationStatuses(SealedDocuments documents, TimeProvider time)
{
    private const string Prefix = "status:";

    private static readonly JsonTypeInfo<ConfigurationStatusDocument> Type = DocumentJson.Default.ConfigurationStatusDocument;

    /// <summary>Finds what was reported on a configuration as it is.</summary>
    /// <param name="cluster">Where the configuration is.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/> when nothing was, or only on what it was before.</returns>
    public async ValueTask<ConfigurationStatusDocument?> FindAsync(
        ResourceId cluster, SourceControlConfigurationDocument configuration, CancellationToken cancellationToken) =>
        Current((await documents.ReadAsync(KeyOf(cluster, configuration.Name), Type, cancellationToken))?.Value, configuration);

    /// <summary>Reads what was reported on all configurations of a cluster, by the name of the configuration, which compares without case.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Versioned<ConfigurationStatusDocument>>> ReadAllAsync(
        ResourceId cluster, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Versioned<ConfigurationStatusDocument>>(StringComparer.OrdinalIgnoreCase);
        await foreach (var status in documents.ListAllAsync(ConnectedClusterKeys.PartitionOf(cluster), Prefix, Type, cancellationToken))
            found[status.Key.Id[Prefix.Length..]] = status;
        return found;
    }

    /// <summary>The status, if it is about this configuration and this generation of it.</summary>
    public static ConfigurationStatusDocument? Current(ConfigurationStatusDocument? status, SourceControlConfigurationDocument configuration) =>
        status?.ConfigurationUid == configuration.Uid && status.Generation == configuration.Generation ? status : null;

    /// <summary>Keeps a report. One that says nothing new, or comes after one on a newer generation, writes nothing.</summary>
    /// <returns>Whether something was written.</returns>
    public async ValueTask<bool> RecordAsync(
        ResourceId cluster, SourceControlConfigurationDocument configuration, ConfigurationReport report, CancellationToken cancellationToken)
    {
        var changed = await documents.ChangeAsync(KeyOf(cluster, configuration.Name), Type, Decide, cancellationToken);
        return !ReferenceEquals(changed.Before, changed.After.Value);

        ConfigurationStatusDocument Decide(ConfigurationStatusDocument? stored)
        {
            if (stored?.ConfigurationUid == configuration.Uid
                && (stored.Generation > configuration.Generation || (stored.Generation == configuration.Generation && stored.Report == report)))
                return stored;
            return new()
            {
                ConfigurationUid = configuration.Uid,
                Generation = configuration.Generation,
                ReportedAt = time.GetUtcNow(),
                Report = report,
            };
        }
    }

    /// <summary>Deletes what was reported on a configuration that is gone. What cannot be deleted now is left to the next report.</summary>
    public async ValueTask DropAsync(ResourceId cluster, SourceControlConfigurationDocument configuration, CancellationToken cancellationToken)
    {
        try
        {
            var status = await documents.ReadAsync(KeyOf(cluster, configuration.Name), Type, cancellationToken);
            if (status?.Value.ConfigurationUid == configuration.Uid) await DeleteAsync(status, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Of a configuration that is gone it counts as absent.
        }
    }

    /// <summary>Deletes what was reported, unless more has been since.</summary>
    public async ValueTask DeleteAsync(Versioned<ConfigurationStatusDocument> status, CancellationToken cancellationToken) =>
        await documents.DeleteAsync(status.Key, status.ETag, cancellationToken);

    private static DocumentKey KeyOf(ResourceId cluster, string name) =>
        new(ConnectedClusterKeys.PartitionOf(cluster), Prefix + name.ToLowerInvariant());
}
