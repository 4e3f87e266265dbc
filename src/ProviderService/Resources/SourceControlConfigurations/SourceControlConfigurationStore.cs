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
    SealedDocuments documents, ConfigurationCredentials credentials, ConnectedClusterStore clusters, TimeProvider time)
{
    public const int MaxPerCluster = 100;

    private const int MaxAttempts = 16;
    private const string Prefix = "configuration:";

    private static readonly JsonTypeInfo<SourceControlConfigurationDocument> Type = DocumentJson.Default.SourceControlConfigurationDocument;

    /// <exception cref="ArmException">404 <c>ResourceNotFound</c>.</exception>
    public async ValueTask<ConfigurationSnapshot> GetAsync(ResourceId id, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(id.Parent!, cancellationToken);
        var found = await FindAsync(id, cluster, cancellationToken) ?? throw new ArmException(
            404, "ResourceNotFound", $"{SourceControlConfigurationType.Instance.Singular} with name '{id.Name}' not found.");
        return await credentials.SnapshotAsync(found, cluster, cancellationToken);
    }

    /// <summary>Lists what a cluster has, last modified first.</summary>
    public async ValueTask<IReadOnlyList<ConfigurationSnapshot>> ListAsync(ResourceId clusterId, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(clusterId, cancellationToken);
        var found = new List<ConfigurationSnapshot>();
        foreach (var stored in await ReadAllAsync(clusterId, cluster, cancellationToken))
            found.Add(await credentials.SnapshotAsync(stored, cluster, cancellationToken));
        return [.. found.OrderByDescending(one => one.Document.SystemData.LastModifiedAt).ThenBy(one => one.Document.Name, StringComparer.Ordinal)];
    }

    /// <summary>Creates a configuration, or replaces what a caller can set of one.</summary>
    /// <exception cref="ArmException">400 <c>ClusterPublicKeyUnusable</c> or <c>CredentialsMustBeResupplied</c>, 409 <c>QuotaExceeded</c>,
    /// 412 <c>PreconditionFailed</c>.</exception>
    public async ValueTask<PutOutcome> PutAsync(
        ResourceId id, SourceControlConfigurationRequest request, Preconditions preconditions, Principal caller, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(id.Parent!, cancellationToken);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await documents.ReadAsync(KeyOf(id), Type, cancellationToken);
            var current = stored?.Value.ClusterUid == cluster.Uid ? stored.Value : null;
            preconditions.Check(ETagOf(current));
            if (current is null) await RequireRoomAsync(id, cluster, cancellationToken);
            var next = await ApplyAsync(id, request, current, cluster, caller, cancellationToken);
            if (await credentials.WriteAsync(KeyOf(id), stored, next, cancellationToken) is not { } written) continue;
            if (current is null) await ConfirmAsync(id, written);
            return new PutOutcome(await credentials.SnapshotAsync(written, cluster, cancellationToken), Created: current is null);
        }

        throw ArmErrors.Conflict();
    }

    /// <returns>Whether there was one.</returns>
    /// <exception cref="ArmException">412 <c>PreconditionFailed</c>.</exception>
    public async ValueTask<bool> DeleteAsync(ResourceId id, Preconditions preconditions, CancellationToken cancellationToken)
    {
        var cluster = await clusters.RequireAsync(id.Parent!, cancellationToken);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = await FindAsync(id, cluster, cancellationToken);
            preconditions.Check(ETagOf(found?.Value));
            if (found is null) return false;
            if (await credentials.DeleteAsync(found, cancellationToken)) return true;
        }

        throw ArmErrors.Conflict();
    }

    public static string? ETagOf(SourceControlConfigurationDocument? configuration) =>
        configuration is null ? null : $"\"{configuration.Revision}\"";

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
    private async ValueTask ConfirmAsync(ResourceId id, Versioned<SourceControlConfigurationDocument> created)
    {
        // Not to be given up: nobody else would take the document back.
        var cancellationToken = CancellationToken.None;
        try
        {
            var cluster = await clusters.RequireAsync(id.Parent!, cancellationToken);
            if (cluster.Uid != created.Value.ClusterUid) throw ArmErrors.ResourceNotFound(id.Parent!);
            await RequireRoomAsync(id, cluster, cancellationToken);
        }
        catch (ArmException)
        {
            await credentials.DeleteAsync(created, cancellationToken);
            throw;
        }
    }

    private async ValueTask RequireRoomAsync(ResourceId id, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        var all = await ReadAllAsync(id.Parent!, cluster, cancellationToken);
        if (all.Count(configuration => !configuration.Value.Name.Equals(id.Name, StringComparison.OrdinalIgnoreCase)) < MaxPerCluster) return;
        throw new ArmException(409, "QuotaExceeded", $"The cluster '{cluster.Name}' has {MaxPerCluster} configurations, which is the most it can have.");
    }

    private async ValueTask<Versioned<SourceControlConfigurationDocument>?> FindAsync(
        ResourceId id, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        if (!SourceControlConfigurationValidator.IsName(id.Name)) return null;
        var stored = await documents.ReadAsync(KeyOf(id), Type, cancellationToken);
        return stored?.Value.ClusterUid == cluster.Uid ? stored : null;
    }

    private async ValueTask<List<Versioned<SourceControlConfigurationDocument>>> ReadAllAsync(
        ResourceId clusterId, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        var found = new List<Versioned<SourceControlConfigurationDocument>>();
        await foreach (var stored in documents.ListAllAsync(ConnectedClusterKeys.PartitionOf(clusterId), Prefix, Type, cancellationToken))
            if (stored.Value.ClusterUid == cluster.Uid) found.Add(stored);
        return found;
    }

    private static DocumentKey KeyOf(ResourceId id) => new(ConnectedClusterKeys.PartitionOf(id.Parent!), Prefix + id.Name.ToLowerInvariant());
}

/// <summary>What a PUT left, and whether it made it.</summary>
internal sealed record PutOutcome(ConfigurationSnapshot Configuration, bool Created);
