namespace ProviderService.StoreContract;

public abstract partial class DocumentStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Due_is_what_has_a_due_time_that_has_come()
    {
        await CreateAsync(New("never"));
        await CreateAsync(New("just past", Noon.AddTicks(-1)));
        await CreateAsync(New("now", Noon));
        await CreateAsync(New("not yet", Noon.AddTicks(1)));
        Assert.Equal(["just past", "now"], await DueAsync(10));
    }

    [Fact]
    public async Task What_is_due_is_read_as_it_was_written()
    {
        var document = New("a", Noon);
        var etag = await CreateAsync(document);
        var due = Assert.Single(await Store.DueAsync("", Noon, 10, Cancellation));
        AssertSame(document, due);
        Assert.Equal(etag, due.ETag);
    }

    [Fact]
    public async Task What_is_due_is_found_in_every_partition_the_longest_overdue_first()
    {
        foreach (var hours in (int[])[3, 1, 5, 2, 4])
            await CreateAsync(New(Key($"{hours}h", $"partition{hours}"), new byte[] { 1 }, Noon.AddHours(-hours)));
        Assert.Equal(["5h", "4h", "3h", "2h", "1h"], await DueAsync(10));
    }

    [Fact]
    public async Task No_more_is_read_than_asked_for_and_the_longest_overdue_are_not_left_out()
    {
        foreach (var hours in (int[])[3, 1, 5, 2, 4]) await CreateAsync(New($"{hours}h", Noon.AddHours(-hours)));
        Assert.Equal(["5h", "4h"], await DueAsync(2));
    }

    [Fact]
    public async Task A_due_time_that_was_moved_or_taken_away_no_longer_counts()
    {
        await WrittenAsync(New("moved", Noon.AddDays(1)), await CreateAsync(New("moved", Noon)));
        await WrittenAsync(New("taken away"), await CreateAsync(New("taken away", Noon)));
        Assert.Empty(await DueAsync(10));
    }

    [Fact]
    public async Task Due_are_only_documents_whose_id_starts_as_asked_for()
    {
        foreach (var id in (string[])["a:1", "b:1", "b:2", "b", "c:1"]) await CreateAsync(New(id, Noon));
        var due = await Store.DueAsync("b:", Noon, 10, Cancellation);
        Assert.Equal(["b:1", "b:2"], due.Select(stored => stored.Document.Key.Id).Order());
    }

    [Fact]
    public async Task What_was_deleted_is_never_due()
    {
        await DeletedAsync(Key("a"), await CreateAsync(New("a", Noon)));
        Assert.Empty(await Store.DueAsync("", DateTimeOffset.MaxValue, 10, Cancellation));
    }

    private async Task<IEnumerable<string>> DueAsync(int limit) =>
        (await Store.DueAsync("", Noon, limit, Cancellation)).Select(stored => stored.Document.Key.Id);
}
