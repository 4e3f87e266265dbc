namespace ProviderService.StoreContract;

public abstract partial class DocumentStoreContract
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task The_end_of_a_life_is_kept_to_the_tick()
    {
        var document = New("a", Noon) with { ExpiresAt = Now.ToOffset(TimeSpan.FromHours(5.5)).AddDays(1).AddTicks(3) };
        await CreateAsync(document);
        AssertSame(document, await ReadAsync("a"));
        AssertSame(document, Assert.Single((await Store.ListAsync(Partition, "", null, 10, Cancellation)).Documents));
        AssertSame(document, Assert.Single(await Store.DueAsync("", Noon, 10, Cancellation)));
    }

    [Fact]
    public async Task What_has_come_to_its_end_is_not_read()
    {
        await CreateAsync(New("a") with { ExpiresAt = Now });
        Assert.Null(await ReadAsync("a"));
    }

    [Fact]
    public async Task What_has_come_to_its_end_is_not_listed()
    {
        await CreateAsync(New("over") with { ExpiresAt = Now });
        await CreateAsync(New("alive") with { ExpiresAt = Now.AddDays(1) });
        Assert.Equal(["alive"], await ListAsync("", 10));
    }

    [Fact]
    public async Task What_has_come_to_its_end_is_in_the_way_of_nothing_new()
    {
        await CreateAsync(New("a") with { ExpiresAt = Now });
        var anew = New("a");
        await CreateAsync(anew);
        AssertSame(anew, await ReadAsync("a"));
    }

    [Fact]
    public async Task A_life_can_be_given_and_taken_away_by_a_rewrite()
    {
        var etag = await CreateAsync(New("a"));
        foreach (var end in (DateTimeOffset?[])[Now.AddDays(1), Now.AddDays(2), null])
        {
            var document = New("a") with { ExpiresAt = end };
            etag = await WrittenAsync(document, etag);
            AssertSame(document, await ReadAsync("a"));
        }
    }

    [Fact]
    public async Task What_was_deleted_and_is_there_again_has_the_life_that_it_was_given_anew()
    {
        await DeletedAsync(Key("a"), await CreateAsync(New("a") with { ExpiresAt = Now.AddDays(1) }));
        await CreateAsync(New("a"));
        Assert.Null((await ReadAsync("a"))!.Document.ExpiresAt);
    }
}
