namespace ProviderService.StoreContract;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task An_empty_partition_is_an_empty_page_that_nothing_follows()
    {
        await CreateAsync(New(Key("a", "another"), new byte[] { 1 }));
        var page = await Store.ListAsync(Partition, "", null, 10, Cancellation);
        Assert.Empty(page.Documents);
        Assert.Null(page.Continuation);
    }

    [Fact]
    public async Task A_listed_document_is_as_it_was_written()
    {
        var document = New("a", dueAt: DateTimeOffset.UnixEpoch.AddTicks(7));
        var etag = await CreateAsync(document);
        var listed = Assert.Single((await Store.ListAsync(Partition, "", null, 10, Cancellation)).Documents);
        AssertSame(document, listed);
        Assert.Equal(etag, listed.ETag);
    }

    [Fact]
    public async Task What_was_deleted_is_not_listed()
    {
        await CreateAsync(New("a"));
        await DeletedAsync(Key("b"), await CreateAsync(New("b")));
        Assert.Equal(["a"], await ListAsync("", 10));
    }

    [Theory]
    [InlineData("a_", "a_b")]
    [InlineData("a%", "a%", "a%b")]
    [InlineData("A", "Abc")]
    [InlineData("ab", "abc", "abd")]
    [InlineData("abc", "abc")]
    [InlineData("abcd")]
    [InlineData("e\u0301", "e\u0301x")]
    [InlineData("\u00e9", "\u00e9x")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00", "\ud83d\ude00x")]
    [InlineData("\uffff", "\uffff", "\uffffx")]
    [InlineData("*", "*")]
    [InlineData("[", "[a]")]
    public async Task A_prefix_is_compared_character_by_character(string prefix, params string[] expected)
    {
        string[] ids =
        [
            "a%", "a%b", "a_b", "axb", "Abc", "abc", "abd", "b", "e", "e\u0301x", "\u00e9x",
            "\ud83d\ude00", "\ud83d\ude00x", "\ud83d\ude01", "\ue000", "\uffff", "\uffffx", "*", "[a]",
        ];
        foreach (var id in ids) await CreateAsync(New(id));
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await ListAsync(prefix, 2)).Order(StringComparer.Ordinal));
        Assert.Equal(ids.Length, (await ListAsync("", 4)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(21)]
    public async Task Pages_are_no_longer_than_asked_for_and_hold_every_document_once(int limit)
    {
        var ids = Enumerable.Range(0, 20).Select(i => $"id{i}").ToList();
        foreach (var id in ids) await CreateAsync(New(id));
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await ListAsync("id", limit)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_last_page_says_that_nothing_follows_even_if_it_is_full()
    {
        await CreateAsync(New("a"));
        await CreateAsync(New("b"));
        Assert.Null((await Store.ListAsync(Partition, "", null, 2, Cancellation)).Continuation);
    }

    [Fact]
    public async Task What_exists_throughout_is_listed_once_though_others_come_change_and_go_between_pages()
    {
        var steady = Enumerable.Range(0, 30).Select(i => $"s{i}").ToList();
        var passing = new Dictionary<string, string>();
        foreach (var id in steady) await CreateAsync(New(id));

        var seen = new List<string>();
        string? continuation = null;
        var round = 0;
        do
        {
            var page = await Store.ListAsync(Partition, "s", continuation, 4, Cancellation);
            continuation = page.Continuation;
            seen.AddRange(page.Documents.Select(stored => stored.Document.Key.Id));
            await DisturbAsync(passing, round++);
        }
        while (continuation is not null);

        Assert.Equal(steady.Order(StringComparer.Ordinal), seen.Where(steady.Contains).Order(StringComparer.Ordinal));
    }

    /// <summary>Deletes the newcomers of the round before, adds others at both ends of the list, and rewrites a steady document.</summary>
    private async Task DisturbAsync(Dictionary<string, string> passing, int round)
    {
        foreach (var (id, etag) in passing) await DeletedAsync(Key(id), etag);
        passing.Clear();
        foreach (var id in (string[])[$"s!{round}", $"s{round}!", $"s{29 - round}!", $"sz{round}"]) passing[id] = await CreateAsync(New(id));
        var steady = await ReadAsync($"s{round}");
        await WrittenAsync(New($"s{round}"), steady!.ETag);
    }

    private async Task<List<string>> ListAsync(string prefix, int limit)
    {
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Store.ListAsync(Partition, prefix, continuation, limit, Cancellation);
            Assert.InRange(page.Documents.Count, 0, limit);
            ids.AddRange(page.Documents.Select(stored => stored.Document.Key.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return ids;
    }
}
