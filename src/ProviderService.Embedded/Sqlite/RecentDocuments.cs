using System.Collections.Concurrent;
using System.Collections.Frozen;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>
/// Documents that were read lately, and those that were found not to be there, since what many requests need would else cost each of them
/// a read transaction, and thus locks that all readers share. Never stale: the one writer takes out what a commit changes before readers can
/// see the change, nothing of that is put in while the commit goes on, and a read that a commit overtook puts nothing in at all.
/// </summary>
internal sealed class RecentDocuments
{
    private const int Capacity = 1024;

    /// <summary>Bytes of a body; together with the capacity this bounds the memory.</summary>
    private const int MaxSize = 16 * 1024;

    private readonly ConcurrentDictionary<DocumentKey, StoredDocument?> _documents = new();
    private readonly Lock _lock = new();
    private IReadOnlySet<DocumentKey> _changing = FrozenSet<DocumentKey>.Empty;
    private long _commits;

    /// <summary>How often something was committed; to be asked before the database is.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <returns>Whether it is known what is there; that may be nothing.</returns>
    public bool TryFind(DocumentKey key, out StoredDocument? document) => _documents.TryGetValue(key, out document);

    /// <param name="key">What was asked for.</param>
    /// <param name="document">As the database answered it; <see langword="null"/> when there was none.</param>
    /// <param name="commits">What <see cref="Commits"/> was before that.</param>
    public void Add(DocumentKey key, StoredDocument? document, long commits)
    {
        if (document?.Document.Body.Length > MaxSize) return;
        lock (_lock)
        {
            if (commits != _commits || _changing.Contains(key)) return;
            if (_documents.Count >= Capacity) _documents.Clear();
            _documents[key] = document;
        }
    }

    /// <summary>Call it before a commit.</summary>
    public void BeginCommit(IReadOnlySet<DocumentKey> changing)
    {
        lock (_lock)
        {
            _changing = changing;
            foreach (var key in changing) _documents.TryRemove(key, out _);
        }
    }

    /// <summary>Call it between a commit, or one that failed, and its answers.</summary>
    public void EndCommit()
    {
        lock (_lock)
        {
            _changing = FrozenSet<DocumentKey>.Empty;
            Interlocked.Increment(ref _commits);
        }
    }
}
