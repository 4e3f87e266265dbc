using Azure.Identity;
using ProviderService.Azure.Cosmos;
using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Stores;
using ProviderService.TestServers;

namespace ProviderService.Benchmarks;

/// <summary>
/// Reads and conditional writes of one item through the store, beside the same calls of the SDK made bare: a stream in, a stream out, and
/// nobody looks into either. The server is the one of the tests, or an account (<c>COSMOS_ENDPOINT</c>, <c>COSMOS_KEY</c>).
/// </summary>
internal static class CosmosBenchmark
{
    private const int Workers = 16;
    private const int BodySize = 1024;
    private const double Goal = 0.6;

    public static async Task<Report> RunAsync(Pace pace)
    {
        await using var server = await CosmosServer.StartAsync();
        var options = new CosmosOptions { Endpoint = server.Endpoint, Key = server.Key, Gateway = true, CreateIfMissing = true, AllowWeakerConsistency = true };
        using var client = CosmosClients.Create(options, new DefaultAzureCredential());
        await new CosmosStart(client, options).CheckAsync(CancellationToken.None);
        var container = client.GetContainer(options.Database, options.Container);
        var bare = new BareContainer(container, Workers, BodySize);
        var store = new StoreCalls(new CosmosDocumentStore(container, TimeProvider.System), Workers, BodySize);

        var report = new Report($"Cosmos DB, bodies of {BodySize} bytes, {Workers} at a time");
        var (bareReads, reads) = (report.Row("SDK alone, reads", "1/s"), report.Row("store, reads", "1/s"));
        var (bareWrites, writes) = (report.Row("SDK alone, writes", "1/s"), report.Row("store, writes", "1/s"));
        await pace.AlternateAsync(
            Measure(bareReads, bare.ReadAsync), Measure(reads, store.ReadAsync), Measure(bareWrites, bare.WriteAsync), Measure(writes, store.WriteAsync));
        report.AtLeast(report.Ratio("reads: store / SDK", reads, bareReads), Goal);
        report.AtLeast(report.Ratio("writes: store / SDK", writes, bareWrites), Goal);
        return report;
    }

    private static Func<TimeSpan, bool, Task> Measure(Series row, Func<int, Task> call) => async (duration, counts) =>
    {
        var started = TimeProvider.System.GetTimestamp();
        var done = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var count = 0;
            for (; TimeProvider.System.GetElapsedTime(started) < duration; count++) await call(worker);
            return count;
        })));
        if (counts) row.Add(done.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    };
}
