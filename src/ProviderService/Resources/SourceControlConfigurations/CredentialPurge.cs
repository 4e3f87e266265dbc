using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Documents;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>Decides about one secret that a sweep has to look at: its configuration knows whether it counts.</summary>
internal sealed class CredentialPurge(
    SealedDocuments documents, SecretStore secrets, SecretRetention retention, ClusterPublicKeys keys, TimeProvider time)
{
    private static readonly JsonTypeInfo<SourceControlConfigurationDocument> Type = DocumentJson.Default.SourceControlConfigurationDocument;

    /// <summary>Keeps a secret that is current until it is to be purged; has any other expire in its configuration, and deletes it.</summary>
    public async ValueTask CompleteAsync(StoredDocument due, CancellationToken cancellationToken)
    {
        var secret = secrets.Open(due);
        if (time.GetUtcNow() < retention.PurgeOf(secret.Value.ExpiresAt) && await IsCurrentAsync(secret, cancellationToken))
        {
            await secrets.KeepAsync(secret, cancellationToken);
            return;
        }

        try
        {
            await ExpireAsync(secret, cancellationToken);
        }
        finally
        {
            // Whatever became of the configuration, the time of the secret is over.
            await documents.DeleteAsync(secret.Key, secret.ETag, cancellationToken);
        }
    }

    private async ValueTask<bool> IsCurrentAsync(Versioned<SecretDocument> secret, CancellationToken cancellationToken)
    {
        var configuration = await FindOwnerAsync(secret, cancellationToken);
        var clusterKey = ConnectedClusterKeys.KeyIn(secret.Key.Partition);
        var cluster = (await documents.ReadAsync(clusterKey, DocumentJson.Default.ConnectedClusterDocument, cancellationToken))?.Value;
        if (configuration is null || cluster?.DeletingSince is not null || cluster?.Uid != configuration.Value.ClusterUid) return false;
        var kid = keys.Find(cluster.Settings.AgentPublicKeyCertificate)?.Thumbprint;
        return configuration.Value.Credentials.All.Any(reference => reference.Id == SecretStore.IdOf(secret.Key) && reference.IsHeld(time.GetUtcNow(), kid));
    }

    /// <summary>Until the configuration says that it no longer has the secret, by whomever it is written.</summary>
    private async ValueTask ExpireAsync(Versioned<SecretDocument> secret, CancellationToken cancellationToken)
    {
        while (await FindOwnerAsync(secret, cancellationToken) is { } owner)
        {
            var expired = owner.Value.Credentials.Expire(SecretStore.IdOf(secret.Key));
            if (expired == owner.Value.Credentials) return;
            if (await documents.WriteAsync(owner.Key, owner.Value with { Credentials = expired }, Type, owner.ETag, cancellationToken) is not null) return;
        }
    }

    private async ValueTask<Versioned<SourceControlConfigurationDocument>?> FindOwnerAsync(Versioned<SecretDocument> secret, CancellationToken cancellationToken)
    {
        var owner = await documents.ReadAsync(new DocumentKey(secret.Key.Partition, secret.Value.OwnerId), Type, cancellationToken);
        return owner?.Value.Uid == secret.Value.OwnerUid ? owner : null;
    }
}
