using ProviderService.Core.Documents;

namespace ProviderService.Hosting.Paging;

/// <summary>
/// Answers lists page by page. A page ends only where a chunk of the store ends, so that it inherits the store's promise: a document that
/// exists throughout is on exactly one page, whatever comes and goes meanwhile.
/// </summary>
internal sealed class Pager(SkipTokens tokens, PublicUrl publicUrl)
{
    /// <summary>How many documents a request looks at, at most, when a filter rejects nearly all. The page may then be short, even empty.</summary>
    public const int MaxScan = 5000;

    private const int MaxChunk = 250;

    /// <exception cref="Core.Arm.ArmException">400 <c>InvalidTopInQueryString</c> or <c>InvalidSkipToken</c>.</exception>
    public async Task<IResult> AnswerAsync<T>(ArmRequest request, PageSource<T> source)
        where T : class
    {
        var query = PageQuery.Read(request);
        var position = query.SkipToken is { } token ? tokens.Open(query.Identity, token) : null;
        var page = new PageBuilder(query.Size);
        position = await FillAsync(page, source, position);
        var next = position is null ? null : publicUrl.For(request.Http.Request, query.LinkTo(tokens.Issue(query.Identity, position)));
        return new ArmResult(200, new ArmList<RawJson>(page.Items, next));
    }

    /// <returns>Where the next page starts; <see langword="null"/> when there is none.</returns>
    private static async ValueTask<string?> FillAsync<T>(PageBuilder page, PageSource<T> source, string? position)
        where T : class
    {
        var (limit, scanned) = (page.Room, 0);
        while (true)
        {
            var room = page.Room;
            position = await TakeAsync(page, source, position, limit);
            scanned += limit;
            if (position is null || page.IsFull || scanned >= MaxScan) return position;
            limit = page.Room < room ? page.Room : Math.Min(limit * 2, MaxChunk);
        }
    }

    /// <summary>Takes one chunk. When it does not fit, takes as much of it as does, read again as a chunk that ends there.</summary>
    /// <returns>Where the next chunk starts.</returns>
    private static async ValueTask<string?> TakeAsync<T>(PageBuilder page, PageSource<T> source, string? position, int limit)
        where T : class
    {
        var before = page.Items.Count;
        while (limit > 0)
        {
            var chunk = await source.ReadAsync(position, limit);
            var fitting = await AddAsync(page, source, chunk.Documents);
            if (fitting == chunk.Documents.Count) return chunk.Continuation;
            page.CutTo(before);
            limit = fitting;
        }

        return position;
    }

    /// <returns>How many of the documents are dealt with: in the page, or not in the list.</returns>
    private static async ValueTask<int> AddAsync<T>(PageBuilder page, PageSource<T> source, IReadOnlyList<Versioned<T>> documents)
        where T : class
    {
        for (var i = 0; i < documents.Count; i++)
            if (await source.ShapeAsync(documents[i]) is { } shape && !page.TryAdd(RawJson.Of(shape)))
                return i;
        return documents.Count;
    }
}
