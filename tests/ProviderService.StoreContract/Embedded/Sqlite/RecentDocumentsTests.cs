using ProviderService.Core.Storage;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class RecentDocumentsTests
{
    private static readonly DocumentKey Key = new("partition", "id");

    private readonly RecentDocuments _recent = new();

    [Fact]
    public void What_was_read_is_found()
    {
        var read = Document("w1");
        _recent.Add(Key, read, _recent.Commits);
        Assert.Same(read, Find());
    }

    [Fact]
    public void What_was_not_there_is_known_not_to_be()
    {
        _recent.Add(Key, null, _recent.Commits);
        Assert.True(_recent.TryFind(Key, out var found));
        Assert.Null(found);
    }

    [Fact]
    public void What_a_commit_left_is_found()
    {
        _recent.Add(Key, null, _recent.Commits);
        var written = Document("w1");
        Commit(Key, written);
        Assert.Same(written, Find());
    }

    [Fact]
    public void What_a_commit_deleted_is_known_not_to_be_there()
    {
        _recent.Add(Key, Document("w1"), _recent.Commits);
        Commit(Key, null);
        Assert.True(_recent.TryFind(Key, out var found));
        Assert.Null(found);
    }

    [Fact]
    public void What_a_failed_commit_would_have_changed_is_not_found()
    {
        _recent.Add(Key, Document("w1"), _recent.Commits);
        Commit(Key, Document("w2"), succeeds: false);
        Assert.False(_recent.TryFind(Key, out _));
    }

    [Fact]
    public void What_a_commit_left_alone_is_found()
    {
        _recent.Add(Key, Document("w1"), _recent.Commits);
        Commit(Key with { Id = "other" }, null);
        Assert.NotNull(Find());
    }

    /// <summary>The read may have seen the state before the commit.</summary>
    [Fact]
    public void A_read_that_a_commit_overtook_puts_nothing_in()
    {
        var commits = _recent.Commits;
        Commit(Key, null);
        _recent.Add(Key, Document("w1"), commits);
        Assert.Null(Find());
    }

    /// <summary>Others may have seen the change already; after them, what was there before must not come back.</summary>
    [Fact]
    public void While_a_commit_goes_on_nothing_that_it_changes_is_put_in()
    {
        _recent.BeginCommit(Change(Key, null));
        _recent.Add(Key, Document("w1"), _recent.Commits);
        Assert.False(_recent.TryFind(Key, out _));
        _recent.EndCommit(committed: true);
    }

    [Fact]
    public void What_a_commit_changes_is_gone_before_it_is_seen()
    {
        _recent.Add(Key, Document("w1"), _recent.Commits);
        _recent.BeginCommit(Change(Key, null));
        Assert.False(_recent.TryFind(Key, out _));
        _recent.EndCommit(committed: true);
    }

    [Fact]
    public void A_large_document_is_not_kept()
    {
        _recent.Add(Key, Document("w1", size: 16 * 1024 + 1), _recent.Commits);
        Assert.False(_recent.TryFind(Key, out _));
    }

    [Fact]
    public void Only_so_many_documents_are_kept()
    {
        for (var i = 0; i <= 1024; i++) _recent.Add(Key with { Id = $"{i}" }, null, _recent.Commits);
        Assert.False(_recent.TryFind(Key with { Id = "0" }, out _));
        Assert.True(_recent.TryFind(Key with { Id = "1024" }, out _));
    }

    private void Commit(DocumentKey key, StoredDocument? document, bool succeeds = true)
    {
        _recent.BeginCommit(Change(key, document));
        _recent.EndCommit(succeeds);
    }

    private static Dictionary<DocumentKey, StoredDocument?> Change(DocumentKey key, StoredDocument? document) => new() { [key] = document };

    private StoredDocument? Find() => _recent.TryFind(Key, out var document) ? document : null;

    private static StoredDocument Document(string writeId, int size = 1) => new(new Document(Key, writeId, null, new byte[size]), writeId);
}
