using System.Collections.Concurrent;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>
/// Documents that were read lately, since those that many requests need would else cost each of them a read transaction, and thus locks
/// that all readers share. Never stale: the one writer takes out what a commit changed before it answers, and a read that a commit
/// overtook puts nothing in.
/// </summary>
internal sealed class RecentDocuments
{
    private const int Capacity = 1024;

    /// <summary>Bytes of a body; together with the capacity this bounds the memory.</summary>
    private const int MaxSize = 16 * 1024;

    private readonly ConcurrentDictionary<DocumentKey, StoredDocument> _documents = new();
    private readonly Lock _lock = new();
    private long _commits;

    /// <summary>How often something was committed; to be asked before the database is.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public StoredDocument? Find(DocumentKey key) => _documents.GetValueOrDefault(key);

    /// <param name="document">As the database answered it.</param>
    /// <param name="commits">What <see cref="Commits"/> was before that.</param>
    public void Add(StoredDocument document, long commits)
    {
        if (document.Document.Body.Length > MaxSize) return;
        lock (_lock)
        {
            if (commits != _commits) return;
            if (_documents.Count >= Capacity) _documents.Clear();
            _documents[document.Document.Key] = document;
        }
    }

    /// <summary>Call it between a commit and its answers.</summary>
    public void Forget(IEnumerable<DocumentKey> changed)
    {
        lock (_lock)
        {
            Interlocked.Increment(ref _commits);
            foreach (var key in changed) _documents.TryRemove(key, out _);
        }
    }
}
