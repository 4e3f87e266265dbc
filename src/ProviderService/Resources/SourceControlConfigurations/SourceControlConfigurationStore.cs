using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;
using ProviderService.Hosting;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>The configurations, each in the partition of its cluster. One that belongs to an earlier cluster of the same name is absent.</summary>
/// <remarks>All methods throw <see cref="ArmException"/> 404, in the gateway's words, when there is no such cluster, group or subscription.</remarks>
internal sealed class SourceControlConfigurationStore(
    SealedDocuments documents, ConfigurationCredentials credentials, ConfigurationStatuses statuses, ConnectedClusterStore clusters,
    TimeProvider time) : IDisposable
{
    public const int MaxPerCluster = 100;

    private const int MaxAttempts = 16;
    private const string Prefix = "configuration:";

    private readonly SemaphoreSlim _lastPlace = new(1);

    private static readonly JsonTypeInfo<SourceControlConfigurationDocument> Type = DocumentJson.Default.SourceControlConfigurationDocument;

    /// <exception cref="ArmException">404 <c>ResourceNotFound</c>.</exception>
    public async ValueTask<ConfigurationSnapshot> GetAsync(ResourceId id, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(id.Parent!, cancellationToken);
        var found = await FindAsync(id, cluster, cancellationToken) ?? throw new ArmException(
            404, "ResourceNotFound", $"{SourceControlConfigurationType.Instance.Singular} with name '{id.Name}' not found.");
        return await SnapshotAsync(id, found, cluster, cancellationToken);
    }

    /// <summary>Finds the incarnation of a configuration; <see langword="null"/> when there is none.</summary>
    public async ValueTask<Guid?> FindUidAsync(ResourceId id, CancellationToken cancellationToken) =>
        await clusters.FindLiveAsync(id.Parent!, cancellationToken) is { } cluster ? (await FindAsync(id, cluster, cancellationToken))?.Value.Uid : null;

    /// <summary>Lists what a cluster has, last modified first.</summary>
    public async ValueTask<IReadOnlyList<ConfigurationSnapshot>> ListAsync(ResourceId clusterId, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(clusterId, cancellationToken);
        var reported = await statuses.ReadAllAsync(clusterId, cancellationToken);
        var found = new List<ConfigurationSnapshot>();
        foreach (var stored in await ReadAllAsync(clusterId, cluster.Uid, cancellationToken))
        {
            var snapshot = await credentials.SnapshotAsync(stored, cluster, cancellationToken);
            found.Add(snapshot with { Status = ConfigurationStatuses.Current(reported.GetValueOrDefault(stored.Value.Name)?.Value, snapshot.Document) });
        }

        return [.. found.OrderByDescending(one => one.SystemData.LastModifiedAt).ThenBy(one => one.Document.Name, StringComparer.Ordinal)];
    }

    /// <summary>Reads what one incarnation of a cluster has. It is whole if the cluster is alive afterwards.</summary>
    public async ValueTask<IReadOnlyList<Versioned<SourceControlConfigurationDocument>>> ReadAllAsync(
        ResourceId clusterId, Guid clusterUid, CancellationToken cancellationToken)
    {
        var found = new List<Versioned<SourceControlConfigurationDocument>>();
        await foreach (var stored in documents.ListAllAsync(ConnectedClusterKeys.PartitionOf(clusterId), Prefix, Type, cancellationToken))
            if (stored.Value.ClusterUid == clusterUid) found.Add(stored);
        return found;
    }

    /// <summary>Creates a configuration, or replaces what a caller can set of one.</summary>
    /// <exception cref="ArmException">400 <c>ClusterPublicKeyUnusable</c> or <c>CredentialsMustBeResupplied</c>, 409 <c>QuotaExceeded</c>,
    /// 412 <c>PreconditionFailed</c>.</exception>
    public async ValueTask<PutOutcome> PutAsync(
        ResourceId id, SourceControlConfigurationRequest request, Preconditions preconditions, Principal caller, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(id.Parent!, cancellationToken);
        if (await TryPutAsync(id, request, cluster, preconditions, caller, cancellationToken) is { } outcome) return outcome;
        // All that raced for the last place gave way to each other. One at a time, the first of them gets it.
        await _lastPlace.WaitAsync(cancellationToken);
        try
        {
            return await TryPutAsync(id, request, cluster, preconditions, caller, cancellationToken) ?? throw Full(cluster);
        }
        finally
        {
            _lastPlace.Release();
        }
    }

    /// <returns>What was deleted; <see langword="null"/> when there was nothing.</returns>
    /// <exception cref="ArmException">412 <c>PreconditionFailed</c>.</exception>
    public async ValueTask<SourceControlConfigurationDocument?> DeleteAsync(ResourceId id, Preconditions preconditions, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(id.Parent!, cancellationToken);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = await FindAsync(id, cluster, cancellationToken);
            preconditions.Check(ETagOf(found?.Value));
            if (found is null) return null;
            if (!await credentials.DeleteAsync(found)) continue;
            await statuses.DropAsync(id.Parent!, found.Value, CancellationToken.None);
            return found.Value;
        }

        throw ArmErrors.Conflict();
    }

    public static string? ETagOf(SourceControlConfigurationDocument? configuration) =>
        configuration is null ? null : $"\"{configuration.Revision}\"";

    public void Dispose() => _lastPlace.Dispose();

    /// <returns><see langword="null"/> when others took the last place at the same time; nothing is left of the creation then.</returns>
    private async ValueTask<PutOutcome?> TryPutAsync(
        ResourceId id, SourceControlConfigurationRequest request, ConnectedClusterDocument cluster, Preconditions preconditions, Principal caller,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await documents.ReadAsync(KeyOf(id), Type, cancellationToken);
            var current = stored?.Value.ClusterUid == cluster.Uid ? stored.Value : null;
            preconditions.Check(ETagOf(current));
            if (current is null && !await HasRoomAsync(id, cluster, cancellationToken)) throw Full(cluster);
            var next = await ApplyAsync(id, request, current, cluster, caller, cancellationToken);
            if (await credentials.WriteAsync(KeyOf(id), stored, next) is not { } written) continue;
            if (current is null && !await ConfirmAsync(id, written)) return null;
            var before = current?.Credentials ?? CredentialReferences.None;
            return new PutOutcome(await SnapshotAsync(id, written, cluster, CancellationToken.None), before, Created: current is null);
        }

        throw ArmErrors.Conflict();
    }

    private async ValueTask<ConfigurationSnapshot> SnapshotAsync(
        ResourceId id, Versioned<SourceControlConfigurationDocument> found, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        var snapshot = await credentials.SnapshotAsync(found, cluster, cancellationToken);
        return snapshot with { Status = await statuses.FindAsync(id.Parent!, snapshot.Document, cancellationToken) };
    }

    /// <summary>The configuration after a request; what it supplies is stored, and counts once the configuration is written.</summary>
    private async ValueTask<SourceControlConfigurationDocument> ApplyAsync(
        ResourceId id, SourceControlConfigurationRequest request, SourceControlConfigurationDocument? current, ConnectedClusterDocument cluster,
        Principal caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var settings = request.ApplyTo(current?.Settings);
        var configuration = current is null
            ? SourceControlConfigurationDocument.Create(id.Name, cluster.Uid, settings, caller, now)
            : credentials.Noted(current, cluster);
        var references = await credentials.SupplyAsync(KeyOf(id), id, configuration, request.Credentials, settings, cluster, cancellationToken);
        return current is null ? configuration with { Credentials = references } : configuration.Update(settings, references, caller, now);
    }

    /// <summary>Looks again after a creation: the cluster may have been deleted meanwhile, its children swept already, or others may have
    /// taken the last place. Each of two creations that race for that place may see the other and give way; never do both stay.</summary>
    /// <returns>Whether there was room. If not, the creation is taken back.</returns>
    /// <exception cref="ArmException">404: the cluster is gone. The creation is taken back.</exception>
    private async ValueTask<bool> ConfirmAsync(ResourceId id, Versioned<SourceControlConfigurationDocument> created)
    {
        var stays = false;
        try
        {
            // Not to be given up: nobody else would take the document back.
            var cluster = await clusters.RequireAsync(id.Parent!, CancellationToken.None);
            if (cluster.Uid != created.Value.ClusterUid) throw ArmErrors.ResourceNotFound(id.Parent!);
            return stays = await HasRoomAsync(id, cluster, CancellationToken.None);
        }
        finally
        {
            if (!stays) await WithdrawAsync(created);
        }
    }

    /// <summary>Takes a creation back, also when somebody has found and changed it.</summary>
    private async ValueTask WithdrawAsync(Versioned<SourceControlConfigurationDocument> created)
    {
        for (var found = created; found?.Value.Uid == created.Value.Uid; found = await documents.ReadAsync(created.Key, Type, CancellationToken.None))
            if (await credentials.DeleteAsync(found))
                return;
    }

    /// <summary>Whether a cluster can have this configuration beside its others. They are opened only when there may be too many.</summary>
    private async ValueTask<bool> HasRoomAsync(ResourceId id, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        var partition = ConnectedClusterKeys.PartitionOf(id.Parent!);
        if (await documents.CountAsync(partition, Prefix, cancellationToken) < MaxPerCluster) return true;
        var all = await ReadAllAsync(id.Parent!, cluster.Uid, cancellationToken);
        return all.Count(configuration => !configuration.Value.Name.Equals(id.Name, StringComparison.OrdinalIgnoreCase)) < MaxPerCluster;
    }

    private static ArmException Full(ConnectedClusterDocument cluster) =>
        new(409, "QuotaExceeded", $"The cluster '{cluster.Name}' has {MaxPerCluster} configurations, which is the most it can have.");

    private async ValueTask<Versioned<SourceControlConfigurationDocument>?> FindAsync(
        ResourceId id, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        if (!SourceControlConfigurationValidator.IsName(id.Name)) return null;
        var stored = await documents.ReadAsync(KeyOf(id), Type, cancellationToken);
        return stored?.Value.ClusterUid == cluster.Uid ? stored : null;
    }

    /// <summary>The resource that a document is of, in lower case.</summary>
    public static string IdOf(string partition, string documentId) =>
        $"{partition}/providers/{SourceControlConfigurationType.Instance.FullName}/{documentId[Prefix.Length..]}";

    public static bool IsKey(DocumentKey key) => key.Id.StartsWith(Prefix, StringComparison.Ordinal);

    private static DocumentKey KeyOf(ResourceId id) => new(ConnectedClusterKeys.PartitionOf(id.Parent!), Prefix + id.Name.ToLowerInvariant());
}

/// <summary>What a PUT left, what it found of credentials, and whether it made the configuration.</summary>
internal sealed record PutOutcome(ConfigurationSnapshot Configuration, CredentialReferences Before, bool Created);
