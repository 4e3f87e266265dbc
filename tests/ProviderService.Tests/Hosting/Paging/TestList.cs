using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Storage;
using ProviderService.Hosting;
using ProviderService.Hosting.Paging;
using ProviderService.Resources;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.GenericResources;
using ProviderService.StoreContract;

namespace ProviderService.Tests.Hosting.Paging;

/// <summary>A list of names over a store in memory, and the requests that page through it.</summary>
internal sealed class TestList
{
    private const string Partition = "partition";
    private const string Root = "https://provider.example.org";

    private static readonly JsonTypeInfo<ConnectedClusterIndexEntry> Type = DocumentJson.Default.ConnectedClusterIndexEntry;

    private readonly SealedDocuments _documents;
    private readonly Pager _pager;

    public TestList()
    {
        var ring = new KeyRing();
        ring.Load([DataKey.Create()]);
        _documents = new SealedDocuments(new MemoryDocumentStore(), ring);
        _pager = new Pager(new SkipTokens(ring), new PublicUrl(Options.Create(new PublicUrlOptions { PublicUrl = Root }), new NoServer()));
    }

    /// <summary>What a name looks like in the list; by default itself.</summary>
    public Func<string, string?> Shape { get; init; } = name => name;

    /// <summary>How many documents were read.</summary>
    public int Reads { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task AddAsync(string name) =>
        await _documents.ChangeAsync(KeyOf(name), Type, _ => new ConnectedClusterIndexEntry("rg", name, Guid.NewGuid()), Cancellation);

    public async Task RemoveAsync(string name)
    {
        if (await _documents.ReadAsync(KeyOf(name), Type, Cancellation) is { } found) await _documents.DeleteAsync(found.Key, found.ETag, Cancellation);
    }

    /// <summary>Asks for a page.</summary>
    /// <param name="query">The query, or the link that the page before answered.</param>
    public async Task<Page> GetAsync(string query)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Path = "/subscriptions/s/resources";
        context.Request.QueryString = new QueryString(query[query.IndexOf('?', StringComparison.Ordinal)..]);
        var request = new ArmRequest(context, GenericResourceType.Instance, GenericResourceType.Instance.Versions[^1]);
        var result = await _pager.AnswerAsync(request, new PageSource<ConnectedClusterIndexEntry>(
            (continuation, limit) => _documents.ListAsync(Partition, "", Type, continuation, limit, Cancellation),
            document =>
            {
                Reads++;
                return ValueTask.FromResult<object?>(Shape(document.Value.Name));
            }));
        await result.ExecuteAsync(context);
        var body = ((MemoryStream)context.Response.Body).ToArray();
        var json = JsonNode.Parse(body)!;
        return new Page([.. json["value"]!.AsArray().Select(item => (string)item!)], (string?)json["nextLink"], body.Length);
    }

    /// <summary>Asks for all pages.</summary>
    public async Task<IReadOnlyList<Page>> GetAllAsync(string query)
    {
        var pages = new List<Page>();
        for (var next = query; next is not null; next = pages[^1].NextLink) pages.Add(await GetAsync(next));
        return pages;
    }

    private static DocumentKey KeyOf(string name) => new(Partition, name);

    internal sealed record Page(IReadOnlyList<string> Names, string? NextLink, int Bytes);

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
