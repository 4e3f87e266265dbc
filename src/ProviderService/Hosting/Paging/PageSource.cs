using ProviderService.Core.Documents;

namespace ProviderService.Hosting.Paging;

/// <summary>What a list is made from: documents in the order of the store, of which some become items.</summary>
/// <param name="ReadAsync">Reads a chunk, from a continuation on (<see langword="null"/> from the start), at most so many documents.</param>
/// <param name="ShapeAsync">Answers what a document looks like in the list; <see langword="null"/> when it is not in it.</param>
internal sealed record PageSource<T>(
    Func<string?, int, ValueTask<SealedPage<T>>> ReadAsync, Func<Versioned<T>, ValueTask<object?>> ShapeAsync)
    where T : class;
