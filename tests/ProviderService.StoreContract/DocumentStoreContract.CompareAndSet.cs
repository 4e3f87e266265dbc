using System.Security.Cryptography;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task Reading_what_was_never_written_finds_nothing() => Assert.Null(await ReadAsync("a"));

    [Fact]
    public async Task A_document_is_read_as_it_was_written()
    {
        var document = New("a", dueAt: new DateTimeOffset(2026, 11, 22, 17, 33, 1, TimeSpan.FromHours(5.5)).AddTicks(1234567));
        var etag = await CreateAsync(document);

        var read = await ReadAsync("a");
        AssertSame(document, read);
        Assert.Equal(etag, read!.ETag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Document.AlwaysKept)]
    public async Task A_body_up_to_a_mebibyte_is_kept_byte_by_byte(int size)
    {
        var document = New(Key("a"), RandomNumberGenerator.GetBytes(size));
        await CreateAsync(document);
        AssertSame(document, await ReadAsync("a"));
    }

    [Fact]
    public async Task A_larger_body_is_kept_as_well_or_refused_for_its_size()
    {
        var document = New(Key("a"), RandomNumberGenerator.GetBytes(4 * Document.AlwaysKept));
        var refusal = await Record.ExceptionAsync(() => CreateAsync(document));
        if (refusal is null) AssertSame(document, await ReadAsync("a"));
        else Assert.IsType<DocumentTooLargeException>(refusal);
    }

    [Fact]
    public async Task A_body_is_kept_as_it_was_when_it_was_written()
    {
        var body = new byte[] { 1, 2, 3 };
        await CreateAsync(New(Key("a"), body));
        body[0] = 9;
        Assert.Equal([1, 2, 3], (await ReadAsync("a"))!.Document.Body.ToArray());
    }

    [Fact]
    public async Task A_document_that_exists_is_not_created_again()
    {
        var first = New("a");
        await CreateAsync(first);
        Assert.Null(await Store.WriteAsync(New("a"), null, Cancellation));
        AssertSame(first, await ReadAsync("a"));
    }

    [Fact]
    public async Task An_update_that_names_the_entity_tag_is_written()
    {
        var second = New("a");
        var etag = await WrittenAsync(second, await CreateAsync(New("a")));

        var read = await ReadAsync("a");
        AssertSame(second, read);
        Assert.Equal(etag, read!.ETag);
    }

    [Fact]
    public async Task An_update_that_names_a_stale_entity_tag_changes_nothing()
    {
        var stale = await CreateAsync(New("a"));
        var second = New("a");
        await WrittenAsync(second, stale);

        Assert.Null(await Store.WriteAsync(New("a"), stale, Cancellation));
        AssertSame(second, await ReadAsync("a"));
    }

    [Fact]
    public async Task An_update_of_what_does_not_exist_writes_nothing()
    {
        var ofAnother = await CreateAsync(New("b"));
        Assert.Null(await Store.WriteAsync(New("a"), ofAnother, Cancellation));
        Assert.Null(await ReadAsync("a"));
    }

    [Fact]
    public async Task An_update_of_what_was_deleted_writes_nothing()
    {
        var etag = await CreateAsync(New("a"));
        await DeletedAsync(Key("a"), etag);
        Assert.Null(await Store.WriteAsync(New("a"), etag, Cancellation));
        Assert.Null(await ReadAsync("a"));
    }

    [Fact]
    public async Task The_entity_tag_is_another_after_every_write()
    {
        var first = await CreateAsync(New(Key("a"), new byte[] { 1 }));
        var second = await WrittenAsync(New(Key("a"), new byte[] { 2 }), first);
        var third = await WrittenAsync(New(Key("a"), new byte[] { 1 }), second);
        await DeletedAsync(Key("a"), third);
        var fourth = await CreateAsync(New(Key("a"), new byte[] { 1 }));
        Assert.Distinct([first, second, third, fourth]);
    }

    [Fact]
    public async Task A_delete_that_names_the_entity_tag_deletes()
    {
        await DeletedAsync(Key("a"), await CreateAsync(New("a")));
        Assert.Null(await ReadAsync("a"));
    }

    [Fact]
    public async Task A_delete_that_names_a_stale_entity_tag_deletes_nothing()
    {
        var stale = await CreateAsync(New("a"));
        var second = New("a");
        await WrittenAsync(second, stale);

        Assert.False(await Store.DeleteAsync(Key("a"), stale, Cancellation));
        AssertSame(second, await ReadAsync("a"));
    }

    [Fact]
    public async Task What_was_deleted_is_not_deleted_again()
    {
        var etag = await CreateAsync(New("a"));
        await DeletedAsync(Key("a"), etag);
        Assert.False(await Store.DeleteAsync(Key("a"), etag, Cancellation));
    }

    [Fact]
    public async Task What_was_deleted_is_created_anew_and_unknown_to_who_knew_the_old()
    {
        var old = await CreateAsync(New("a"));
        await DeletedAsync(Key("a"), old);
        var anew = New("a");
        await CreateAsync(anew);

        Assert.False(await Store.DeleteAsync(Key("a"), old, Cancellation));
        Assert.Null(await Store.WriteAsync(New("a"), old, Cancellation));
        AssertSame(anew, await ReadAsync("a"));
    }

    [Fact]
    public async Task Ids_and_partitions_differ_when_their_case_does()
    {
        var (lower, upper, elsewhere) = (New("cfg"), New("CFG"), New(Key("cfg", "PARTITION"), new byte[] { 1 }));
        await CreateAsync(lower);
        await CreateAsync(upper);
        await CreateAsync(elsewhere);
        AssertSame(lower, await ReadAsync("cfg"));
        AssertSame(upper, await ReadAsync("CFG"));
        AssertSame(elsewhere, await Store.ReadAsync(elsewhere.Key, Cancellation));
    }

    [Theory]
    [InlineData("%41", "A")]
    [InlineData("~41", "A")]
    [InlineData("a?b", "a")]
    [InlineData("a#b", "a")]
    [InlineData("a\\b", "a/b")]
    [InlineData("a/../b", "b")]
    [InlineData("..", ".")]
    [InlineData("a ", "a")]
    [InlineData("a+b", "a b")]
    [InlineData("\u0001\u00e9", "\u0001e\u0301")]
    public async Task An_id_may_hold_any_character_and_is_no_other(string id, string other)
    {
        var (document, another) = (New(id), New(other));
        await CreateAsync(document);
        Assert.Null(await ReadAsync(other));
        await CreateAsync(another);
        AssertSame(document, await ReadAsync(id));
        Assert.Equal(new[] { id, other }.ToHashSet(), (await ListAsync("", 10)).ToHashSet());
        await DeletedAsync(another.Key, (await ReadAsync(other))!.ETag);
        AssertSame(document, await ReadAsync(id));
    }

    [Fact]
    public async Task What_nobody_could_have_written_for_the_length_of_its_name_is_not_there()
    {
        var name = new string('%', 5000);
        Assert.Null(await ReadAsync(name));
        Assert.Null(await Store.ReadAsync(Key("a", name), Cancellation));
        Assert.Empty((await Store.ListAsync(name, "", null, 10, Cancellation)).Documents);
    }

    [Fact]
    public async Task A_cancelled_call_says_that_it_was_cancelled()
    {
        var etag = await CreateAsync(New("a"));
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ReadAsync(Key("a"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.WriteAsync(New("b"), null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.DeleteAsync(Key("a"), etag, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ListAsync(Partition, "", null, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.DueAsync("", DateTimeOffset.MaxValue, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ChangesAsync(null, cancelled));
    }
}
