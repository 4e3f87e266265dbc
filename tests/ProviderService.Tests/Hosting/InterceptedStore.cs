using ProviderService.Core.Storage;

namespace ProviderService.Tests.Hosting;

/// <summary>What a test does at the moment that the service has decided on a write.</summary>
public sealed class StoreInterception
{
    /// <summary>Called once, before the next write of a document whose id is accepted by <see cref="Matches"/>.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    public Predicate<DocumentKey> Matches { get; set; } = _ => true;

    internal Task RaiseAsync(DocumentKey key)
    {
        if (BeforeWrite is not { } action || !Matches(key)) return Task.CompletedTask;
        BeforeWrite = null;
        return action();
    }
}

/// <summary>A store that lets a test act in between.</summary>
internal sealed class InterceptedStore(IDocumentStore inner, StoreInterception interception) : IDocumentStore
{
    public async ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken)
    {
        await interception.RaiseAsync(document.Key);
        return await inner.WriteAsync(document, expected, cancellationToken);
    }

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
        inner.DeleteAsync(key, expected, cancellationToken);

    public ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(now, limit, cancellationToken);

    public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
        inner.ChangesAsync(continuation, cancellationToken);
}
