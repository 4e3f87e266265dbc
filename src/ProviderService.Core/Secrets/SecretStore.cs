using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Documents;
using ProviderService.Core.Storage;

namespace ProviderService.Core.Secrets;

/// <summary>The secrets, each in the partition of its owner. README.md beside this file says in which order owners use it.</summary>
public sealed class SecretStore(SealedDocuments documents, SecretRetention retention, TimeProvider time)
{
    /// <summary>The start of the id of every secret.</summary>
    public const string Prefix = "secret:";

    private static readonly JsonTypeInfo<SecretDocument> Type = SecretJson.Default.SecretDocument;

    /// <summary>Stores a secret. Until the owner refers to it, nobody can reach it, and a sweep removes it.</summary>
    /// <param name="owner">The document that is going to refer to it.</param>
    /// <param name="ownerUid">Its incarnation.</param>
    /// <param name="content">What to keep.</param>
    /// <param name="kid">The key that <paramref name="content"/> is sealed to; <see langword="null"/> when it is not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<SecretReference> SupplyAsync(
        DocumentKey owner, Guid ownerUid, string content, string? kid, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var reference = new SecretReference(Guid.NewGuid(), kid, now, retention.ExpiryOf(now));
        var secret = new SecretDocument
        {
            OwnerId = owner.Id,
            OwnerUid = ownerUid,
            Kid = kid,
            SuppliedAt = reference.SuppliedAt,
            ExpiresAt = reference.ExpiresAt,
            Content = content,
            DueAt = retention.CheckOf(now, reference.ExpiresAt),
        };
        await documents.WriteAsync(KeyOf(owner.Partition, reference.Id), secret, Type, null, cancellationToken);
        return reference;
    }

    /// <summary>Reads what a reference stands for.</summary>
    /// <returns><see langword="null"/> when it has expired or is gone, or was supplied for another owner.</returns>
    public async ValueTask<string?> ReadAsync(DocumentKey owner, Guid ownerUid, SecretReference reference, CancellationToken cancellationToken)
    {
        var secret = (await documents.ReadAsync(KeyOf(owner.Partition, reference.Id), Type, cancellationToken))?.Value;
        return secret?.OwnerId == owner.Id && secret.OwnerUid == ownerUid && time.GetUtcNow() < secret.ExpiresAt ? secret.Content : null;
    }

    /// <summary>Has a sweep check secrets that are about to lose their reference, should this process not live to delete them.</summary>
    public async ValueTask ReleaseAsync(string partition, IEnumerable<SecretReference> references, CancellationToken cancellationToken)
    {
        foreach (var reference in references)
            await BringForwardAsync(KeyOf(partition, reference.Id), secret => retention.CheckOf(time.GetUtcNow(), secret.ExpiresAt), cancellationToken);
    }

    /// <summary>Deletes secrets that nobody refers to any more. What cannot be deleted now is left to the sweep.</summary>
    public async ValueTask DeleteAsync(string partition, IEnumerable<SecretReference> references, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var reference in references) await documents.DeleteAsync(KeyOf(partition, reference.Id), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // They were released before, so that the sweep comes by.
        }
    }

    /// <summary>Has the next sweep look at secrets that count as expired, whatever they were due for.</summary>
    public async ValueTask DropAsync(string partition, IEnumerable<SecretReference> references, CancellationToken cancellationToken)
    {
        foreach (var reference in references) await BringForwardAsync(KeyOf(partition, reference.Id), _ => time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Has the next sweep look at the secrets of a partition that are sealed to another key.</summary>
    public async ValueTask DropOthersAsync(string partition, string? kid, CancellationToken cancellationToken)
    {
        await foreach (var secret in documents.ListAllAsync(partition, Prefix, Type, cancellationToken))
            if (secret.Value.Kid is { } sealedTo && sealedTo != kid)
                await BringForwardAsync(secret.Key, _ => time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Lets a secret that its owner refers to live until it is to be purged, unless somebody writes it at the same time.</summary>
    public async ValueTask KeepAsync(Versioned<SecretDocument> secret, CancellationToken cancellationToken) =>
        await TryMoveAsync(secret, retention.PurgeOf(secret.Value.ExpiresAt), cancellationToken);

    /// <summary>Opens a secret that was read from the store as due.</summary>
    public Versioned<SecretDocument> Open(StoredDocument due) => documents.Open(due, Type);

    /// <summary>Until it is done or the secret is gone: a sweep that is about to keep the secret must not win.</summary>
    private async ValueTask BringForwardAsync(DocumentKey key, Func<SecretDocument, DateTimeOffset> dueAt, CancellationToken cancellationToken)
    {
        while (await documents.ReadAsync(key, Type, cancellationToken) is { } secret && !await TryMoveAsync(secret, dueAt(secret.Value), cancellationToken))
        {
        }
    }

    private async ValueTask<bool> TryMoveAsync(Versioned<SecretDocument> secret, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        await documents.WriteAsync(secret.Key, secret.Value with { DueAt = dueAt }, Type, secret.ETag, cancellationToken) is not null;

    /// <summary>The name of a secret, as references give it.</summary>
    public static Guid IdOf(DocumentKey key) => Guid.ParseExact(key.Id.AsSpan(Prefix.Length), "N");

    private static DocumentKey KeyOf(string partition, Guid id) => new(partition, $"{Prefix}{id:N}");
}
