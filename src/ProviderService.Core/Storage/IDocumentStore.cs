namespace ProviderService.Core.Storage;

/// <summary>
/// Where documents are kept. Every write is a compare-and-set of one document; nothing spans two. What a write answered survives a
/// crash. Safe for concurrent use. The suite in <c>ProviderService.StoreContract</c> is this contract in executable form.
/// </summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the outcome cannot be known, and nothing else for reasons
/// outside the program, but for <see cref="DocumentTooLargeException"/>.</remarks>
public interface IDocumentStore
{
    /// <summary>The continuation from which <see cref="ChangesAsync"/> names every document that there is.</summary>
    const string Beginning = "";

    /// <summary>Reads one document.</summary>
    /// <returns>The document, or <see langword="null"/> when there is none.</returns>
    ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken);

    /// <summary>Writes one document if it is still what the caller last saw.</summary>
    /// <param name="document">The document. Its write id must be new for every attempt that may be told apart.</param>
    /// <param name="expected">The entity tag that was read, or <see langword="null"/> when there must be no such document.</param>
    /// <param name="cancellationToken">Gives up waiting; the write may still happen.</param>
    /// <returns>The new entity tag, or <see langword="null"/> when the document was not as expected.</returns>
    ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken);

    /// <summary>Deletes one document if it is still what the caller last saw.</summary>
    /// <returns><see langword="false"/> when it has changed or is gone.</returns>
    ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken);

    /// <summary>Reads a page of the documents of one partition whose id starts with <paramref name="idPrefix"/>.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="idPrefix">The start of the id; empty for the whole partition.</param>
    /// <param name="continuation">What the page before answered; <see langword="null"/> for the first.</param>
    /// <param name="limit">At most so many documents; at least one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>In no promised order. A document that exists throughout is on exactly one page; one that comes or goes meanwhile may or may not be.</remarks>
    ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Reads documents of any partition whose id starts with <paramref name="idPrefix"/> and whose <see cref="Document.DueAt"/> is at or
    /// before <paramref name="now"/>, the longest overdue first.
    /// </summary>
    /// <param name="idPrefix">The start of the id; empty for every document.</param>
    /// <param name="now">The present.</param>
    /// <param name="limit">At most so many documents; at least one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Reads what was written or deleted since a point, in an order that keeps each document's own changes in order.</summary>
    /// <param name="continuation">What the call before answered; <see langword="null"/> to start at the present, <see cref="Beginning"/> for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>
    /// A document that changed several times may be named once. A change may be repeated, never left out, but for the deletes that a
    /// continuation more than a day old would lead to.
    /// </remarks>
    ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken);
}
