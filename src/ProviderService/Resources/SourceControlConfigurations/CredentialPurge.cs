using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Documents;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Audit;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Secrets;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>Decides about secrets that a sweep has to look at: their configuration knows whether they count.</summary>
internal sealed class CredentialPurge(
    SealedDocuments documents, SecretStore secrets, ConfigurationCredentials credentials, SecretRetention retention, ClusterPublicKeys keys,
    AuditLog audit, TimeProvider time)
{
    private static readonly JsonTypeInfo<SourceControlConfigurationDocument> Type = DocumentJson.Default.SourceControlConfigurationDocument;
    private static readonly string Action = $"{SourceControlConfigurationType.Instance.FullName}/purgeSecret/action";

    /// <summary>Keeps the secrets that are current until they are to be purged; has the others expire in their configuration, and deletes them.</summary>
    /// <param name="owned">Of one configuration, in one incarnation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask CompleteAsync(IReadOnlyList<Versioned<SecretDocument>> owned, CancellationToken cancellationToken)
    {
        var owner = new Owner(new DocumentKey(owned[0].Key.Partition, owned[0].Value.OwnerId), owned[0].Value.OwnerUid);
        var ended = new List<Versioned<SecretDocument>>();
        foreach (var secret in owned)
        {
            if (IsToStay(secret) && await IsCurrentAsync(owner, secret, cancellationToken)) await secrets.KeepAsync(secret, cancellationToken);
            else ended.Add(secret);
        }

        try
        {
            var ids = ended.Select(secret => SecretStore.IdOf(secret.Key)).ToList();
            if (ids.Count > 0) await credentials.ExpireAsync(owner.Key, owner.Uid, ids, cancellationToken);
        }
        finally
        {
            // Whatever became of the configuration, the time of the secrets is over.
            await Task.WhenAll(ended.Select(secret => DeleteAsync(secret, cancellationToken)));
        }
    }

    /// <summary>Deletes a secret that does not open, once it must have expired: a secret is due before it expires, and it
    /// expires within 48 hours.</summary>
    /// <returns><see langword="false"/> when it may not have expired yet.</returns>
    public async ValueTask<bool> DropAsync(StoredDocument due, CancellationToken cancellationToken)
    {
        var (key, _, dueAt, _) = due.Document;
        if (time.GetUtcNow() < dueAt + SecretRetention.Longest) return false;
        if (await documents.DeleteAsync(key, due.ETag, cancellationToken)) Note(key, key.Partition, "content", "unreadable");
        return true;
    }

    private bool IsToStay(Versioned<SecretDocument> secret) => time.GetUtcNow() < retention.PurgeOf(secret.Value.ExpiresAt);

    private async ValueTask<bool> IsCurrentAsync(Owner owner, Versioned<SecretDocument> secret, CancellationToken cancellationToken)
    {
        var configuration = await FindAsync(owner, cancellationToken);
        var clusterKey = ConnectedClusterKeys.KeyIn(secret.Key.Partition);
        var cluster = (await documents.ReadAsync(clusterKey, DocumentJson.Default.ConnectedClusterDocument, cancellationToken))?.Value;
        if (configuration is null || cluster?.DeletingSince is not null || cluster?.Uid != configuration.Value.ClusterUid) return false;
        var kid = keys.Find(cluster.Settings.AgentPublicKeyCertificate)?.Thumbprint;
        return configuration.Value.Credentials.All.Any(reference => reference.Id == SecretStore.IdOf(secret.Key) && reference.IsHeld(time.GetUtcNow(), kid));
    }

    private async Task DeleteAsync(Versioned<SecretDocument> secret, CancellationToken cancellationToken)
    {
        if (!await documents.DeleteAsync(secret.Key, secret.ETag, cancellationToken)) return;
        var configuration = SourceControlConfigurationStore.IdOf(secret.Key.Partition, secret.Value.OwnerId);
        var name = secret.Value.Kid is null ? CredentialAudit.SshKnownHosts : CredentialAudit.ProtectedSettings;
        Note(secret.Key, configuration, name, IsToStay(secret) ? "unreferenced" : "expired");
    }

    private void Note(DocumentKey secret, string scope, string name, string reason)
    {
        SecretInstrumentation.Purged.Add(1);
        audit.Write(AuditRecord.OfService(
            Action, scope, new Dictionary<string, string> { ["secret"] = SecretStore.IdOf(secret).ToString(), [name] = reason }));
    }

    private async ValueTask<Versioned<SourceControlConfigurationDocument>?> FindAsync(Owner owner, CancellationToken cancellationToken)
    {
        var found = await documents.ReadAsync(owner.Key, Type, cancellationToken);
        return found?.Value.Uid == owner.Uid ? found : null;
    }

    private sealed record Owner(DocumentKey Key, Guid Uid);
}
