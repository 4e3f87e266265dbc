using System.Collections.Concurrent;
using ProviderService.Core.Storage;

namespace ProviderService.Core.Documents;

/// <summary>
/// Remembers documents that were opened, so that one that is read again and again is not decrypted and parsed each time. No read becomes
/// stale by it: the store is asked every time, and what is remembered counts only for the very write that the store answers. What has a
/// due time is to be gone one day, so it is never remembered.
/// </summary>
internal sealed class OpenedDocuments
{
    /// <summary>One more and all are forgotten, which only costs time.</summary>
    private const int Capacity = 1024;

    /// <summary>Bytes of a sealed body; together with the capacity this bounds the memory.</summary>
    private const int MaxSize = 16 * 1024;

    private readonly ConcurrentDictionary<DocumentKey, (string WriteId, object Value)> _opened = new();

    public T? Find<T>(Document document)
        where T : class =>
        document.DueAt is null && _opened.TryGetValue(document.Key, out var known) && known.WriteId == document.WriteId ? known.Value as T : null;

    /// <param name="document">As the store answered it.</param>
    /// <param name="value">What it holds; nobody may change it.</param>
    public void Add(Document document, object value)
    {
        if (document.DueAt is not null || document.Body.Length > MaxSize) return;
        if (_opened.Count >= Capacity) _opened.Clear();
        _opened[document.Key] = (document.WriteId, value);
    }
}
