namespace ProviderService.Core.Storage;

/// <summary>What a document is called. Compared character by character: case and Unicode normalisation count.</summary>
/// <param name="Partition">The documents that are read together. Not empty, well-formed Unicode.</param>
/// <param name="Id">Unique in its partition. Not empty, well-formed Unicode.</param>
public readonly record struct DocumentKey(string Partition, string Id);

/// <summary>A document as it is given to a store. All but the body is kept in clear.</summary>
/// <param name="Key">Where it lies.</param>
/// <param name="WriteId">Names this write, so that a writer that lost the answer can see whether it was the last.</param>
/// <param name="DueAt">When a sweep has to look at it, kept to the tick and without its offset; <see langword="null"/> for never.</param>
/// <param name="Body">The content; a store does not look into it.</param>
public sealed record Document(DocumentKey Key, string WriteId, DateTimeOffset? DueAt, ReadOnlyMemory<byte> Body)
{
    /// <summary>The bytes of a body that every store keeps; for a larger one it may throw <see cref="DocumentTooLargeException"/>.</summary>
    public const int AlwaysKept = 1024 * 1024;

    /// <summary>
    /// The end of its life, kept to the tick and without its offset; <see langword="null"/> for none. From then on the document counts as
    /// absent, and a store may remove it by itself without reporting a change. Until it has, <see cref="IDocumentStore.DueAsync"/> finds it.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A document as it was read.</summary>
/// <param name="Document">The document.</param>
/// <param name="ETag">The store's opaque entity tag of it, different after every write.</param>
public sealed record StoredDocument(Document Document, string ETag)
{
    /// <returns>The document, or <see langword="null"/> when its life is over.</returns>
    public StoredDocument? IfAlive(TimeProvider time) => Document.ExpiresAt is { } end && end <= time.GetUtcNow() ? null : this;
}

/// <summary>Some documents, and where the next page starts.</summary>
/// <param name="Documents">The documents of this page.</param>
/// <param name="Continuation">Opaque; <see langword="null"/> when nothing follows.</param>
public sealed record DocumentPage(IReadOnlyList<StoredDocument> Documents, string? Continuation)
{
    /// <returns>The page without those whose life is over.</returns>
    public DocumentPage Alive(TimeProvider time) => this with { Documents = [.. Documents.Where(stored => stored.IfAlive(time) is not null)] };
}

/// <summary>Some changes, and where the next ones start.</summary>
/// <param name="Changes">The changes; empty when nothing happened.</param>
/// <param name="Continuation">Opaque; never <see langword="null"/>, since more can always follow.</param>
public sealed record ChangePage(IReadOnlyList<DocumentChange> Changes, string Continuation);

/// <summary>That a document was written or deleted.</summary>
/// <param name="Key">The document.</param>
/// <param name="WriteId">The write's <see cref="Document.WriteId"/>; <see langword="null"/> for a delete.</param>
public sealed record DocumentChange(DocumentKey Key, string? WriteId)
{
    public bool Deleted => WriteId is null;
}
