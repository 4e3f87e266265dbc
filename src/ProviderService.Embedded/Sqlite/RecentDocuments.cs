using System.Collections.Concurrent;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>
/// Documents that were read lately, and those that were found not to be there, since what many requests need would else cost each of them
/// a read transaction, and thus locks that all readers share. Never stale: the one writer takes out what a commit changed before it answers, and a read that a commit
/// overtook puts nothing in.
/// </summary>
internal sealed class RecentDocuments
{
    private const int Capacity = 1024;

    /// <summary>Bytes of a body; together with the capacity this bounds the memory.</summary>
    private const int MaxSize = 16 * 1024;

    private readonly ConcurrentDictionary<DocumentKey, StoredDocument?> _documents = new();
    private readonly Lock _lock = new();
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
            if (commits != _commits) return;
            if (_documents.Count >= Capacity) _documents.Clear();
            _documents[key] = document;
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
