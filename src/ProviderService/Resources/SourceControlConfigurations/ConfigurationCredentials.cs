using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>The credentials of configurations: stores what a PUT supplies, and says what is still held. The order of writes is that of
/// <c>Core/Secrets/README.md</c>.</summary>
internal sealed class ConfigurationCredentials(SealedDocuments documents, SecretStore secrets, ClusterPublicKeys keys, TimeProvider time)
{
    private static readonly JsonTypeInfo<SourceControlConfigurationDocument> Type = DocumentJson.Default.SourceControlConfigurationDocument;

    /// <summary>Stores what a request supplies, which counts once the configuration is written.</summary>
    /// <param name="key">The configuration's document.</param>
    /// <param name="id">The configuration.</param>
    /// <param name="configuration">As it is, or as it is created.</param>
    /// <param name="request">What the caller asks for.</param>
    /// <param name="settings">The settings to be.</param>
    /// <param name="cluster">Whose key to seal to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the configuration is to refer to.</returns>
    /// <exception cref="ArmException">400 <c>ClusterPublicKeyUnusable</c> or <c>CredentialsMustBeResupplied</c>; nothing was stored.</exception>
    public async ValueTask<CredentialReferences> SupplyAsync(
        DocumentKey key, ResourceId id, SourceControlConfigurationDocument configuration, SuppliedCredentials request,
        SourceControlConfigurationSettings settings, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        var (current, protectedSettings) = (configuration.Credentials, request.ProtectedSettingsChange);
        var knownHosts = await ChangeOfKnownHostsAsync(key, configuration, request, cancellationToken);
        if (current.ProtectedSettings is not null && protectedSettings == CredentialChange.Keep)
            CredentialRules.RequireSameDestination(configuration.Settings, settings, knownHosts);
        var clusterKey = protectedSettings == CredentialChange.Replace ? RequireKey(cluster) : null;

        return new(
            await ApplyAsync(
                protectedSettings, current.ProtectedSettings,
                () => SealedSecrets.Seal(request.ProtectedSettings, clusterKey!, id.Key, configuration.Uid), clusterKey?.Thumbprint),
            await ApplyAsync(knownHosts, current.SshKnownHosts, () => request.SshKnownHostsContents!, kid: null));

        async ValueTask<SecretReference?> ApplyAsync(CredentialChange change, SecretReference? stored, Func<string> content, string? kid) => change switch
        {
            CredentialChange.Keep => stored,
            CredentialChange.Remove => null,
            _ => await secrets.SupplyAsync(key, configuration.Uid, content(), kid, cancellationToken),
        };
    }

    /// <summary>Writes a configuration, which makes the secrets it refers to current and ends those that it no longer refers to. It cannot be
    /// given up halfway: nobody could tell what had become of the write.</summary>
    /// <param name="key">Where.</param>
    /// <param name="stored">What is there.</param>
    /// <param name="configuration">What is to be there.</param>
    /// <returns><see langword="null"/> when somebody else wrote in between; what was supplied for it is then gone.</returns>
    public async ValueTask<Versioned<SourceControlConfigurationDocument>?> WriteAsync(
        DocumentKey key, Versioned<SourceControlConfigurationDocument>? stored, SourceControlConfigurationDocument configuration)
    {
        var (before, after) = (stored?.Value.Credentials ?? CredentialReferences.None, configuration.Credentials);
        await secrets.ReleaseAsync(key.Partition, before.Except(after), CancellationToken.None);
        var written = await documents.WriteAsync(key, configuration, Type, stored?.ETag, CancellationToken.None);
        await secrets.DeleteAsync(key.Partition, written is null ? after.Except(before) : before.Except(after), CancellationToken.None);
        return written;
    }

    /// <summary>Deletes a configuration, then its secrets. It cannot be given up halfway either.</summary>
    /// <returns><see langword="false"/> when the configuration has changed or is gone.</returns>
    public async ValueTask<bool> DeleteAsync(Versioned<SourceControlConfigurationDocument> found)
    {
        await secrets.ReleaseAsync(found.Key.Partition, found.Value.Credentials.All, CancellationToken.None);
        if (!await documents.DeleteAsync(found.Key, found.ETag, CancellationToken.None)) return false;
        await secrets.DeleteAsync(found.Key.Partition, found.Value.Credentials.All, CancellationToken.None);
        return true;
    }

    /// <summary>Writes into the configuration what is no longer held, and reads what is.</summary>
    /// <param name="found">The configuration.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ConfigurationSnapshot> SnapshotAsync(
        Versioned<SourceControlConfigurationDocument> found, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        var snapshot = await ReadAsync(found, cluster, cancellationToken);
        if (!snapshot.IsDangling) return snapshot;
        // The secret may have been replaced since the configuration was read.
        var again = await documents.ReadAsync(found.Key, Type, cancellationToken) ?? found;
        return await ReadAsync(again, cluster, cancellationToken);
    }

    /// <summary>The configuration with <c>expired</c> set on what is no longer held; itself when nothing changed.</summary>
    public SourceControlConfigurationDocument Noted(SourceControlConfigurationDocument configuration, ConnectedClusterDocument cluster)
    {
        if (configuration.Credentials.IsEmpty) return configuration;
        var noted = configuration.Credentials.Noted(time.GetUtcNow(), keys.Find(cluster.Settings.AgentPublicKeyCertificate)?.Thumbprint);
        return noted == configuration.Credentials ? configuration : configuration with { Credentials = noted };
    }

    /// <summary>Has a configuration say that secrets have expired: until it does, by whomever it is written meanwhile.</summary>
    /// <param name="key">Where it is.</param>
    /// <param name="uid">Its incarnation.</param>
    /// <param name="ids">Their names; those that it does not refer to do not matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask ExpireAsync(DocumentKey key, Guid uid, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        while (await documents.ReadAsync(key, Type, cancellationToken) is { } found && found.Value.Uid == uid)
        {
            var expired = ids.Aggregate(found.Value.Credentials, (credentials, id) => credentials.Expire(id));
            if (expired == found.Value.Credentials) return;
            if (await documents.WriteAsync(key, found.Value with { Credentials = expired }, Type, found.ETag, cancellationToken) is not null) return;
        }
    }

    private async ValueTask<ConfigurationSnapshot> ReadAsync(
        Versioned<SourceControlConfigurationDocument> found, ConnectedClusterDocument cluster, CancellationToken cancellationToken)
    {
        var configuration = Noted(found.Value, cluster);
        if (configuration != found.Value) await NoteAsync(found.Key, configuration, cancellationToken);
        var (protectedSettings, knownHosts) = configuration.Credentials;
        return new(
            configuration,
            await ReadAsync(found.Key, configuration.Uid, protectedSettings, cancellationToken),
            await ReadAsync(found.Key, configuration.Uid, knownHosts, cancellationToken));
    }

    private async ValueTask<VisibleSecret> ReadAsync(DocumentKey owner, Guid ownerUid, SecretReference? reference, CancellationToken cancellationToken)
    {
        if (reference is null) return VisibleSecret.None;
        if (reference.Expired) return VisibleSecret.Expired(reference);
        var content = await secrets.ReadAsync(owner, ownerUid, reference, cancellationToken);
        return content is null ? VisibleSecret.Expired(reference) : VisibleSecret.Present(reference, content);
    }

    /// <summary>When nobody can write, the answer is right all the same, and the next reader tries again. What has expired early, since
    /// the cluster has another key, is not due yet if whoever changed the key died over that.</summary>
    private async ValueTask NoteAsync(DocumentKey key, SourceControlConfigurationDocument noted, CancellationToken cancellationToken)
    {
        try
        {
            var expired = noted.Credentials.All.Where(reference => reference.Expired).ToList();
            await secrets.DropAsync(key.Partition, expired, cancellationToken);
            await ExpireAsync(key, noted.Uid, expired.Select(reference => reference.Id), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    /// <summary>The stored value, sent back, keeps what is stored; so does removing what is not there.</summary>
    private async ValueTask<CredentialChange> ChangeOfKnownHostsAsync(
        DocumentKey key, SourceControlConfigurationDocument configuration, SuppliedCredentials request, CancellationToken cancellationToken)
    {
        var (change, stored) = (request.SshKnownHostsChange, configuration.Credentials.SshKnownHosts);
        if (stored is null) return change == CredentialChange.Remove ? CredentialChange.Keep : change;
        if (stored.Expired || change != CredentialChange.Replace) return change;
        var content = await secrets.ReadAsync(key, configuration.Uid, stored, cancellationToken);
        return content == request.SshKnownHostsContents ? CredentialChange.Keep : change;
    }

    private ClusterPublicKey RequireKey(ConnectedClusterDocument cluster) =>
        keys.Find(cluster.Settings.AgentPublicKeyCertificate) ?? throw new ArmException(
            400, "ClusterPublicKeyUnusable",
            $"The 'agentPublicKeyCertificate' of the cluster '{cluster.Name}' is no RSA public key of {ClusterPublicKey.MinimumSize} bits or more, "
            + "so protected settings cannot be encrypted to it. Nothing was stored.",
            SuppliedCredentials.ProtectedSettingsPath);
}
