using ProviderService.Core.Storage;

namespace ProviderService.Core.Documents;

/// <summary>
/// Remembers documents that were opened, so that one that is read again and again is not decrypted and parsed each time. No read becomes
/// stale by it: the store is asked every time, and what is remembered counts only for the very write that the store answers. What has a
/// due time is to be gone one day, so it is never remembered.
/// </summary>
internal sealed class OpenedDocuments
{
    /// <summary>More than 10,000 clusters with a configuration each are asked for again and again.</summary>
    private const int Capacity = 32 * 1024;

    /// <summary>Bytes of a sealed body; together with the capacity this bounds the memory.</summary>
    private const int MaxSize = 4 * 1024;

    private readonly BoundedCache<DocumentKey, (string WriteId, object Value)> _opened = new(Capacity);

    public T? Find<T>(Document document)
        where T : class =>
        document.DueAt is null && _opened.TryGet(document.Key, out var known) && known.WriteId == document.WriteId ? known.Value as T : null;

    /// <param name="document">As the store keeps it.</param>
    /// <param name="value">What it holds; nobody may change it.</param>
    public void Add(Document document, object value)
    {
        if (document.DueAt is not null || document.Body.Length > MaxSize) return;
        _opened.Set(document.Key, (document.WriteId, value));
    }

    /// <summary>What is gone takes no room.</summary>
    public void Forget(DocumentKey key) => _opened.Remove(key);
}
