using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Storage;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Hostile;

/// <summary>Whether anything was written to a store or deleted from it, and what is in it.</summary>
internal static class StoreContents
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Where the changes of the store start that have not happened yet.</summary>
    public static async Task<string> PresentAsync(TestService service) => (await Store(service).ChangesAsync(null, Cancelled)).Continuation;

    /// <summary>What was written or deleted since, in any partition.</summary>
    public static async Task<IReadOnlyList<DocumentChange>> ChangesAsync(TestService service, string since) =>
        (await Store(service).ChangesAsync(since, Cancelled)).Changes;

    /// <summary>Every document of the partitions, in a form that can be compared.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(TestService service, params IEnumerable<string> partitions) =>
        [.. (await ReadAsync(service, partitions)).Select(Describe)];

    /// <summary>Where the documents of the partitions lie.</summary>
    public static async Task<IReadOnlyList<DocumentKey>> KeysAsync(TestService service, params IEnumerable<string> partitions) =>
        [.. (await ReadAsync(service, partitions)).Select(stored => stored.Document.Key)];

    private static async Task<IReadOnlyList<StoredDocument>> ReadAsync(TestService service, IEnumerable<string> partitions)
    {
        var documents = new List<StoredDocument>();
        foreach (var partition in partitions)
        {
            for (var page = await ListAsync(service, partition, null); ; page = await ListAsync(service, partition, page.Continuation))
            {
                documents.AddRange(page.Documents);
                if (page.Continuation is null) break;
            }
        }

        return documents;
    }

    private static ValueTask<DocumentPage> ListAsync(TestService service, string partition, string? continuation) =>
        Store(service).ListAsync(partition, "", continuation, limit: 1000, Cancelled);

    private static string Describe(StoredDocument stored) =>
        $"{stored.Document.Key} {stored.Document.WriteId} {stored.Document.DueAt:O} {stored.ETag} {Convert.ToHexString(stored.Document.Body.Span)}";

    private static IDocumentStore Store(TestService service) => service.Services.GetRequiredService<IDocumentStore>();
}
