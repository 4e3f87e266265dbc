using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ProviderService.Core.Storage;

/// <summary>Remembers so many values; one more and all are forgotten, which only costs time. Safe for concurrent use.</summary>
/// <param name="capacity">The most values that are remembered.</param>
public sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();
    // The dictionary's own count takes all of its locks.
    private int _count;

    /// <summary>How many are remembered.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    public void Set(TKey key, TValue value)
    {
        if (!_values.TryAdd(key, value)) _values[key] = value;
        else if (Interlocked.Increment(ref _count) > capacity) Restart(key, value);
    }

    public void Remove(TKey key)
    {
        if (_values.TryRemove(key, out _)) Interlocked.Decrement(ref _count);
    }

    private void Restart(TKey key, TValue value)
    {
        _values.Clear();
        Interlocked.Exchange(ref _count, 1);
        _values[key] = value;
    }
}
