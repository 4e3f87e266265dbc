namespace ProviderService.Hosting.Paging;

/// <summary>Collects the items of one page, up to a count and up to a size.</summary>
/// <param name="size">At most so many items.</param>
internal sealed class PageBuilder(int size)
{
    /// <summary>The most that a page is long, in bytes (ARM's limit on answers).</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>What is kept free for the link to the next page and the brackets around it all.</summary>
    private const int Reserve = 16 * 1024;

    private readonly List<RawJson> _items = [];
    private long _bytes;

    public IReadOnlyList<RawJson> Items => _items;

    public int Room => size - _items.Count;

    /// <summary>Whether the page has all that it can have: another item was refused, or would be.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Adds an item if there is room for it. The first one always has room, since no page could show it else.</summary>
    public bool TryAdd(RawJson item)
    {
        if (Room == 0 || (_items.Count > 0 && _bytes + item.Utf8.Length + 1 > MaxBytes - Reserve))
        {
            IsFull = true;
            return false;
        }

        _items.Add(item);
        _bytes += item.Utf8.Length + 1;
        IsFull |= Room == 0;
        return true;
    }

    /// <summary>Takes the last items back.</summary>
    /// <param name="count">How many stay.</param>
    public void CutTo(int count)
    {
        foreach (var item in _items.Skip(count)) _bytes -= item.Utf8.Length + 1;
        _items.RemoveRange(count, _items.Count - count);
    }
}
