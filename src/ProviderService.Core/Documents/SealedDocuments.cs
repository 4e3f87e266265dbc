using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;

namespace ProviderService.Core.Documents;

/// <summary>
/// Typed documents over a store that sees only ciphertext: what goes in is serialised and sealed together with every clear field, what
/// comes out is opened. All that is kept goes through here, but for the key ring itself.
/// </summary>
public sealed class SealedDocuments(IDocumentStore store, KeyRing ring, KeyRingLoader? loader = null)
{
    private const int MaxAttempts = 16;
    private const int PageSize = 200;

    private readonly OpenedDocuments _opened = new();

    /// <summary>Reads one document. The value may be shared with other readers.</summary>
    /// <exception cref="CryptographicException">It was changed or moved outside the program, or its key is lost.</exception>
    public async ValueTask<Versioned<T>?> ReadAsync<T>(DocumentKey key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var stored = await store.ReadAsync(key, cancellationToken);
        if (stored is null) return null;
        if (Remembered<T>(stored) is { } known) return known;
        await LearnKeyAsync(stored.Document, cancellationToken);
        using var span = EncryptionInstrumentation.StartOpen(1);
        return OpenAndRemember(stored, type);
    }

    /// <summary>Writes one document if it is still what <paramref name="expected"/> says; <see langword="null"/> means that there is none.</summary>
    /// <returns>What is stored now, or <see langword="null"/> when it was not as expected.</returns>
    public async ValueTask<Versioned<T>?> WriteAsync<T>(
        DocumentKey key, T value, JsonTypeInfo<T> type, string? expected, CancellationToken cancellationToken)
        where T : class
    {
        var document = new Document(key, Guid.NewGuid().ToString("N"), (value as IDue)?.DueAt, default) { ExpiresAt = (value as IExpires)?.ExpiresAt };
        document = document with { Body = Seal(JsonSerializer.SerializeToUtf8Bytes(value, type), Clear(document)) };
        if (await store.WriteAsync(document, expected, cancellationToken) is not { } etag) return null;
        _opened.Add(document, value);
        return new Versioned<T>(key, value, etag);
    }

    /// <summary>Reads a document, lets <paramref name="decide"/> make of it what is to be stored, and writes that; when somebody else wrote
    /// in between, decides anew.</summary>
    /// <param name="key">The document.</param>
    /// <param name="type">How it is serialised.</param>
    /// <param name="decide">Gets what is there (<see langword="null"/> for nothing); when it answers that very object, nothing is written. May
    /// throw to end the change. Must have no effect of its own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was there, and what is stored now.</returns>
    /// <exception cref="StoreUnavailableException">Others won every time.</exception>
    public async ValueTask<Changed<T>> ChangeAsync<T>(
        DocumentKey key, JsonTypeInfo<T> type, Func<T?, T> decide, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var before = await ReadAsync(key, type, cancellationToken);
            var decided = decide(before?.Value);
            if (before is not null && ReferenceEquals(decided, before.Value)) return new Changed<T>(before.Value, before);
            if (await WriteAsync(key, decided, type, before?.ETag, cancellationToken) is { } after)
                return new Changed<T>(before?.Value, after);
        }

        throw new StoreUnavailableException("A document is written by too many at once.");
    }

    /// <summary>Seals a document under the active data key, if another one sealed it; all else about it stays as it is.</summary>
    /// <returns>Whether that was done here; <see langword="false"/> when it is gone, or under the active key already.</returns>
    /// <exception cref="CryptographicException">It does not open.</exception>
    public async ValueTask<bool> ResealAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        while (await store.ReadAsync(key, cancellationToken) is { } stored && Envelope.KeyId(stored.Document.Body.Span) != ring.Active.Id)
        {
            var document = stored.Document with { WriteId = Guid.NewGuid().ToString("N") };
            var body = Seal(Open(stored.Document), Clear(document));
            if (await store.WriteAsync(document with { Body = body }, stored.ETag, cancellationToken) is not null) return true;
        }

        return false;
    }

    /// <inheritdoc cref="IDocumentStore.DeleteAsync"/>
    public async ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken)
    {
        var deleted = await store.DeleteAsync(key, expected, cancellationToken);
        if (deleted) _opened.Forget(key);
        return deleted;
    }

    /// <summary>Deletes one document, whatever becomes of it meanwhile.</summary>
    public async ValueTask DeleteAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        while (await store.ReadAsync(key, cancellationToken) is { } stored && !await DeleteAsync(key, stored.ETag, cancellationToken))
        {
        }
    }

    /// <inheritdoc cref="IDocumentStore.ListAsync"/>
    /// <remarks>The values may be shared with other readers.</remarks>
    public async ValueTask<SealedPage<T>> ListAsync<T>(
        string partition, string idPrefix, JsonTypeInfo<T> type, string? continuation, int limit, CancellationToken cancellationToken)
        where T : class
    {
        var page = await store.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);
        foreach (var stored in page.Documents) await LearnKeyAsync(stored.Document, cancellationToken);
        var unknown = page.Documents.Count(stored => Remembered<T>(stored) is null);
        using var span = unknown > 0 ? EncryptionInstrumentation.StartOpen(unknown) : null;
        return new SealedPage<T>([.. page.Documents.Select(stored => Remembered<T>(stored) ?? OpenAndRemember(stored, type))], page.Continuation);
    }

    /// <summary>Reads every document of one partition whose id starts with <paramref name="idPrefix"/>.</summary>
    public async IAsyncEnumerable<Versioned<T>> ListAllAsync<T>(
        string partition, string idPrefix, JsonTypeInfo<T> type,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        string? continuation = null;
        do
        {
            var page = await ListAsync(partition, idPrefix, type, continuation, PageSize, cancellationToken);
            foreach (var document in page.Documents) yield return document;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Counts the documents of one partition whose id starts with <paramref name="idPrefix"/>, without opening them.</summary>
    public async ValueTask<int> CountAsync(string partition, string idPrefix, CancellationToken cancellationToken)
    {
        var (count, continuation) = (0, (string?)null);
        do
        {
            var page = await store.ListAsync(partition, idPrefix, continuation, PageSize, cancellationToken);
            (count, continuation) = (count + page.Documents.Count, page.Continuation);
        }
        while (continuation is not null);
        return count;
    }

    /// <summary>Opens a document that was read from the store by other means, e.g. as due.</summary>
    public Versioned<T> Open<T>(StoredDocument stored, JsonTypeInfo<T> type)
        where T : class
    {
        var value = JsonSerializer.Deserialize(Open(stored.Document), type) ?? throw new JsonException("A stored document is null.");
        return new Versioned<T>(stored.Document.Key, value, stored.ETag);
    }

    private Versioned<T>? Remembered<T>(StoredDocument stored)
        where T : class =>
        _opened.Find<T>(stored.Document) is { } known ? new Versioned<T>(stored.Document.Key, known, stored.ETag) : null;

    private Versioned<T> OpenAndRemember<T>(StoredDocument stored, JsonTypeInfo<T> type)
        where T : class
    {
        var opened = Open(stored, type);
        _opened.Add(stored.Document, opened.Value);
        return opened;
    }

    /// <summary>Another replica may have begun to use a key before this one read the ring, by a clock that is ahead of ours.</summary>
    private async ValueTask LearnKeyAsync(Document document, CancellationToken cancellationToken)
    {
        if (loader is not null && Envelope.IsEnvelope(document.Body.Span) && ring.Find(Envelope.KeyId(document.Body.Span)) is null)
            await loader.LoadAsync(cancellationToken);
    }

    private byte[] Seal(byte[] message, ClearFields clear)
    {
        using var span = EncryptionInstrumentation.StartSeal();
        var envelope = Envelope.Seal(ring.Active, message, clear);
        EncryptionInstrumentation.Sealed();
        return envelope;
    }

    private byte[] Open(Document document)
    {
        try
        {
            var dataKey = ring.Find(Envelope.KeyId(document.Body.Span))
                ?? throw new CryptographicException("The data key of a document is not in the key ring.");
            var message = Envelope.Open(dataKey, document.Body.Span, Clear(document));
            EncryptionInstrumentation.Opened(dataKey);
            return message;
        }
        catch (CryptographicException)
        {
            EncryptionInstrumentation.OpenFailed();
            throw;
        }
    }

    /// <summary>What stands in clear beside the body of a document. One without an end has four fields, as all had before there were ends;
    /// a list of four is no list of five.</summary>
    public static ClearFields Clear(Document document)
    {
        var (key, writeId, dueAt, _) = document;
        return document.ExpiresAt is { } end
            ? new ClearFields(key.Partition, key.Id, writeId, Ticks(dueAt), Ticks(end))
            : new ClearFields(key.Partition, key.Id, writeId, Ticks(dueAt));
    }

    private static string? Ticks(DateTimeOffset? time) => time?.UtcTicks.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A document and the store's entity tag of it, which the next write has to name.</summary>
public sealed record Versioned<T>(DocumentKey Key, T Value, string ETag)
    where T : class;

/// <summary>What a change found, and what it left.</summary>
public sealed record Changed<T>(T? Before, Versioned<T> After)
    where T : class;

/// <summary>Some documents, and where the next page starts (<see langword="null"/> at the end).</summary>
public sealed record SealedPage<T>(IReadOnlyList<Versioned<T>> Documents, string? Continuation)
    where T : class;

/// <summary>A document that a sweep has to look at one day.</summary>
public interface IDue
{
    /// <summary>When; <see langword="null"/> for never. Kept in clear, so that the store can find it.</summary>
    DateTimeOffset? DueAt { get; }
}

/// <summary>A document whose life ends, whoever sees to it.</summary>
public interface IExpires
{
    /// <summary>When. Kept in clear, so that the store can see to it.</summary>
    DateTimeOffset ExpiresAt { get; }
}
