using System.Collections.Frozen;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>
/// Documents that were read or written lately, and those that were found not to be there, since what many requests need would else cost each
/// of them a read transaction, and thus locks that all readers share. Never stale: the one writer takes out what a commit changes before
/// readers can see the change, nothing of that is put in while the commit goes on, and a read that a commit overtook puts nothing in at all.
/// </summary>
internal sealed class RecentDocuments
{
    private const int Capacity = 1024;

    /// <summary>Bytes of a body; together with the capacity this bounds the memory.</summary>
    private const int MaxSize = 16 * 1024;

    private static readonly IReadOnlyDictionary<DocumentKey, StoredDocument?> Nothing = FrozenDictionary<DocumentKey, StoredDocument?>.Empty;

    private readonly BoundedCache<DocumentKey, StoredDocument?> _documents = new(Capacity);
    private readonly Lock _lock = new();
    private IReadOnlyDictionary<DocumentKey, StoredDocument?> _changing = Nothing;
    private long _commits;

    /// <summary>How often something was committed; to be asked before the database is.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <returns>Whether it is known what is there; that may be nothing.</returns>
    public bool TryFind(DocumentKey key, out StoredDocument? document) => _documents.TryGet(key, out document);

    /// <param name="key">What was asked for.</param>
    /// <param name="document">As the database answered it; <see langword="null"/> when there was none.</param>
    /// <param name="commits">What <see cref="Commits"/> was before that.</param>
    public void Add(DocumentKey key, StoredDocument? document, long commits)
    {
        lock (_lock)
        {
            if (commits == _commits && !_changing.ContainsKey(key)) Put(key, document);
        }
    }

    /// <summary>Call it before a commit.</summary>
    /// <param name="changing">What it is going to leave; <see langword="null"/> for what it deletes.</param>
    public void BeginCommit(IReadOnlyDictionary<DocumentKey, StoredDocument?> changing)
    {
        lock (_lock)
        {
            _changing = changing;
            foreach (var key in changing.Keys) _documents.Remove(key);
        }
    }

    /// <summary>Call it between a commit and its answers.</summary>
    /// <param name="committed">Whether it is certain that the changes were made.</param>
    public void EndCommit(bool committed)
    {
        lock (_lock)
        {
            if (committed) foreach (var (key, document) in _changing) Put(key, document);
            _changing = Nothing;
            Interlocked.Increment(ref _commits);
        }
    }

    private void Put(DocumentKey key, StoredDocument? document)
    {
        if (document is null || document.Document.Body.Length <= MaxSize) _documents.Set(key, document);
    }
}
