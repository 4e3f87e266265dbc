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
        _recent.Add(read, _recent.Commits);
        Assert.Same(read, _recent.Find(Key));
    }

    [Fact]
    public void What_a_commit_changed_is_not_found()
    {
        _recent.Add(Document("w1"), _recent.Commits);
        _recent.Forget([Key]);
        Assert.Null(_recent.Find(Key));
    }

    [Fact]
    public void What_a_commit_left_alone_is_found()
    {
        _recent.Add(Document("w1"), _recent.Commits);
        _recent.Forget([Key with { Id = "other" }]);
        Assert.NotNull(_recent.Find(Key));
    }

    /// <summary>The read may have seen the state before the commit.</summary>
    [Fact]
    public void A_read_that_a_commit_overtook_puts_nothing_in()
    {
        var commits = _recent.Commits;
        _recent.Forget([Key]);
        _recent.Add(Document("w1"), commits);
        Assert.Null(_recent.Find(Key));
    }

    [Fact]
    public void A_large_document_is_not_kept()
    {
        _recent.Add(Document("w1", size: 16 * 1024 + 1), _recent.Commits);
        Assert.Null(_recent.Find(Key));
    }

    [Fact]
    public void Only_so_many_documents_are_kept()
    {
        for (var i = 0; i <= 1024; i++) _recent.Add(Document("w1", id: $"{i}"), _recent.Commits);
        Assert.Null(_recent.Find(Key with { Id = "0" }));
        Assert.NotNull(_recent.Find(Key with { Id = "1024" }));
    }

    private static StoredDocument Document(string writeId, string id = "id", int size = 1) =>
        new(new Document(Key with { Id = id }, writeId, null, new byte[size]), writeId);
}
