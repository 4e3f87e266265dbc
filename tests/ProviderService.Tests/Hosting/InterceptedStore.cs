using ProviderService.Core.Storage;

namespace ProviderService.Tests.Hosting;

/// <summary>What a test does at the moment that the service has decided to change a document. Each is done once, unless it <see cref="Repeats"/>.</summary>
public sealed class StoreInterception
{
    /// <summary>Which documents are meant.</summary>
    public Predicate<DocumentKey> Matches { get; set; } = _ => true;

    public bool Repeats { get; set; }

    /// <summary>Done at every read, with what cancels it.</summary>
    public Func<CancellationToken, Task>? BeforeRead { get; set; }

    public Func<Task>? BeforeWrite { get; set; }

    /// <summary>The write has happened, and whoever asked for it does not know yet.</summary>
    public Func<Task>? AfterWrite { get; set; }

    public Func<Task>? BeforeDelete { get; set; }

    public Func<Task>? BeforeList { get; set; }

    public Func<Task>? AfterList { get; set; }

    internal Task ListingAsync()
    {
        var action = BeforeList;
        BeforeList = null;
        return action?.Invoke() ?? Task.CompletedTask;
    }

    internal Task ListedAsync()
    {
        var action = AfterList;
        AfterList = null;
        return action?.Invoke() ?? Task.CompletedTask;
    }

    internal Task ReadingAsync(DocumentKey key, CancellationToken cancellationToken) =>
        BeforeRead is { } action && Matches(key) ? action(cancellationToken) : Task.CompletedTask;

    internal Task WritingAsync(DocumentKey key)
    {
        if (BeforeWrite is not { } action || !Matches(key)) return Task.CompletedTask;
        if (!Repeats) BeforeWrite = null;
        return action();
    }

    internal Task WrittenAsync(DocumentKey key)
    {
        if (AfterWrite is not { } action || !Matches(key)) return Task.CompletedTask;
        if (!Repeats) AfterWrite = null;
        return action();
    }

    internal Task DeletingAsync(DocumentKey key)
    {
        if (BeforeDelete is not { } action || !Matches(key)) return Task.CompletedTask;
        if (!Repeats) BeforeDelete = null;
        return action();
    }
}

/// <summary>A store that lets a test act in between.</summary>
internal sealed class InterceptedStore(IDocumentStore inner, StoreInterception interception) : IDocumentStore
{
    public async ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken)
    {
        await interception.WritingAsync(document.Key);
        var etag = await inner.WriteAsync(document, expected, cancellationToken);
        await interception.WrittenAsync(document.Key);
        cancellationToken.ThrowIfCancellationRequested(); // a caller who gives up now does not learn of the write
        return etag;
    }

    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        await interception.ReadingAsync(key, cancellationToken);
        return await inner.ReadAsync(key, cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken)
    {
        await interception.DeletingAsync(key);
        return await inner.DeleteAsync(key, expected, cancellationToken);
    }

    public async ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken)
    {
        await interception.ListingAsync();
        var page = await inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);
        await interception.ListedAsync();
        return page;
    }

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(idPrefix, now, limit, cancellationToken);

    public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
        inner.ChangesAsync(continuation, cancellationToken);
}
