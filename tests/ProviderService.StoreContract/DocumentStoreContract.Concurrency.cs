using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

public abstract partial class DocumentStoreContract
{
    private const int Contenders = 32;

    [Fact]
    public async Task Of_many_who_create_one_document_at_once_exactly_one_does()
    {
        var documents = Enumerable.Range(0, Contenders).Select(_ => New("a")).ToList();
        await AssertOneWinsAsync(documents, null);
    }

    [Fact]
    public async Task Of_many_who_update_one_document_at_once_exactly_one_does()
    {
        var etag = await CreateAsync(New("a"));
        var documents = Enumerable.Range(0, Contenders).Select(_ => New("a")).ToList();
        await AssertOneWinsAsync(documents, etag);
    }

    [Fact]
    public async Task Of_many_who_delete_one_document_at_once_exactly_one_does()
    {
        var etag = await CreateAsync(New("a"));
        var deletes = Enumerable.Range(0, Contenders).Select(_ => Task.Run(async () => await Store.DeleteAsync(Key("a"), etag, Cancellation)));
        Assert.Single(await Task.WhenAll(deletes), deleted => deleted);
    }

    [Fact]
    public async Task Counting_up_by_compare_and_set_loses_no_count()
    {
        await CreateAsync(New(Key("a"), BitConverter.GetBytes(0)));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CountUpAsync(25))));
        Assert.Equal(200, BitConverter.ToInt32((await ReadAsync("a"))!.Document.Body.Span));
    }

    [Fact]
    public async Task Everyone_reads_what_they_wrote_while_others_write()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            string? etag = null;
            for (var i = 0; i < 20; i++)
            {
                var document = New($"w{writer}");
                etag = await WrittenAsync(document, etag);
                AssertSame(document, await ReadAsync($"w{writer}"));
            }
        })));
    }

    [Fact]
    public async Task Readers_never_see_less_than_what_was_answered_nor_go_back()
    {
        var etag = await CreateAsync(New(Key("a"), BitConverter.GetBytes(0)));
        var answered = 0;
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(ReadUpAsync)).ToList();
        for (var count = 1; count <= 200; count++)
        {
            etag = await WrittenAsync(New(Key("a"), BitConverter.GetBytes(count)), etag);
            Volatile.Write(ref answered, count);
        }
        await Task.WhenAll(readers);

        async Task ReadUpAsync()
        {
            for (var seen = 0; seen < 200;)
            {
                var least = Math.Max(seen, Volatile.Read(ref answered));
                seen = BitConverter.ToInt32((await ReadAsync("a"))!.Document.Body.Span);
                Assert.InRange(seen, least, 200);
            }
        }
    }

    private async Task AssertOneWinsAsync(List<Document> documents, string? expected)
    {
        var etags = await Task.WhenAll(
            documents.Select(document => Task.Run(async () => await Store.WriteAsync(document, expected, Cancellation))));
        var winner = Assert.Single(etags.Index(), outcome => outcome.Item is not null);
        AssertSame(documents[winner.Index], await ReadAsync("a"));
    }

    private async Task CountUpAsync(int times)
    {
        while (times > 0)
        {
            var read = await ReadAsync("a");
            var count = BitConverter.ToInt32(read!.Document.Body.Span);
            if (await Store.WriteAsync(New(Key("a"), BitConverter.GetBytes(count + 1)), read.ETag, Cancellation) is not null) times--;
        }
    }
}
