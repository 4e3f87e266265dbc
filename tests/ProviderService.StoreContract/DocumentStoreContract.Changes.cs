using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task Following_starts_at_the_present()
    {
        await CreateAsync(New("before"));
        var present = await Store.ChangesAsync(null, Cancellation);
        Assert.Empty(present.Changes);

        var after = New("after");
        await CreateAsync(after);
        Assert.Equal([new DocumentChange(Key("after"), after.WriteId)], await ChangesAsync(present.Continuation));
    }

    [Fact]
    public async Task Following_from_the_beginning_names_all_that_is_there()
    {
        var (updated, deleted) = (await CreateAsync(New("updated")), await CreateAsync(New("deleted")));
        await CreateAsync(New("created"));
        await WrittenAsync(New("updated"), updated);
        await DeletedAsync(Key("deleted"), deleted);
        var last = (await ChangesAsync(IDocumentStore.Beginning)).GroupBy(change => change.Key).Select(changes => changes.Last());
        Assert.Equal(["created", "updated"], last.Where(change => !change.Deleted).Select(change => change.Key.Id).Order());
    }

    [Fact]
    public async Task Following_can_start_before_there_is_anything()
    {
        var present = await PresentAsync();
        await CreateAsync(New("a"));
        Assert.Equal(["a"], (await ChangesAsync(present)).Select(change => change.Key.Id));
    }

    [Fact]
    public async Task Where_nothing_happened_the_page_is_empty_and_goes_on_later()
    {
        await CreateAsync(New("a"));
        var idle = await Store.ChangesAsync(await PresentAsync(), Cancellation);
        Assert.Empty(idle.Changes);

        await CreateAsync(New("b"));
        Assert.Equal(["b"], (await ChangesAsync(idle.Continuation)).Select(change => change.Key.Id));
    }

    [Fact]
    public async Task An_update_and_a_delete_are_reported_as_what_they_are()
    {
        var (updated, deleted) = (await CreateAsync(New("updated")), await CreateAsync(New("deleted")));
        var present = await PresentAsync();
        await DeletedAsync(Key("deleted"), deleted);
        var update = New("updated");
        await WrittenAsync(update, updated);
        Assert.Equal([new(Key("deleted"), null), new(Key("updated"), update.WriteId)], await ChangesAsync(present));
    }

    [Fact]
    public async Task The_last_that_is_said_of_a_document_is_what_became_of_it()
    {
        var present = await PresentAsync();
        await DeletedAsync(Key("gone"), await CreateAsync(New("gone")));
        await DeletedAsync(Key("back"), await CreateAsync(New("back")));
        await CreateAsync(New("back"));

        var changes = await ChangesAsync(present);
        Assert.True(changes.Last(change => change.Key.Id == "gone").Deleted);
        Assert.False(changes.Last(change => change.Key.Id == "back").Deleted);
    }

    [Fact]
    public async Task An_old_continuation_still_leads_to_everything_since()
    {
        var present = await PresentAsync();
        await CreateAsync(New("a"));
        await ChangesAsync(present);
        await CreateAsync(New("b"));
        Assert.Equal(["a", "b"], (await ChangesAsync(present)).Select(change => change.Key.Id));
    }

    [Fact]
    public async Task More_changes_than_a_page_holds_are_all_reported()
    {
        var present = await PresentAsync();
        var ids = Enumerable.Range(0, 1200).Select(i => $"id{i}").ToHashSet();
        await Task.WhenAll(ids.Select(id => CreateAsync(New(id))));
        Assert.Equal(ids, (await ChangesAsync(present)).Select(change => change.Key.Id).ToHashSet());
    }

    [Fact]
    public async Task Who_follows_while_many_write_misses_nothing_and_ends_with_what_is()
    {
        var continuation = await PresentAsync();
        var last = new Dictionary<DocumentKey, bool>();
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteAndDeleteAsync($"w{writer}-"))));
        var finished = false;
        while (true)
        {
            var page = await Store.ChangesAsync(continuation, Cancellation);
            continuation = page.Continuation;
            foreach (var change in page.Changes) last[change.Key] = change.Deleted;
            if (finished && page.Changes.Count == 0) break;
            finished = writers.IsCompleted;
        }
        await writers;

        Assert.Equal(8 * 30, last.Count);
        foreach (var (key, deleted) in last) Assert.Equal(deleted, await Store.ReadAsync(key, Cancellation) is null);
    }

    /// <summary>Of every three documents one is created, one updated too, and one deleted at last.</summary>
    private async Task WriteAndDeleteAsync(string prefix)
    {
        for (var i = 0; i < 30; i++)
        {
            var etag = await CreateAsync(New($"{prefix}{i}"));
            if (i % 3 > 0) etag = await WrittenAsync(New($"{prefix}{i}"), etag);
            if (i % 3 > 1) await DeletedAsync(Key($"{prefix}{i}"), etag);
        }
    }

    private async Task<string> PresentAsync() => (await Store.ChangesAsync(null, Cancellation)).Continuation;

    /// <summary>Follows until nothing new comes.</summary>
    private async Task<List<DocumentChange>> ChangesAsync(string continuation)
    {
        var changes = new List<DocumentChange>();
        ChangePage page;
        do
        {
            page = await Store.ChangesAsync(continuation, Cancellation);
            changes.AddRange(page.Changes);
            continuation = page.Continuation;
        }
        while (page.Changes.Count > 0);
        return changes;
    }
}
