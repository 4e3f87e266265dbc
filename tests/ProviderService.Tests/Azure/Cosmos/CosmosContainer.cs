using Azure.Identity;
using Microsoft.Azure.Cosmos;
using ProviderService.Azure.Cosmos;
using ProviderService.TestServers;

namespace ProviderService.Tests.Azure.Cosmos;

/// <summary>A container of a Cosmos DB of its own, with what may go wrong on the way there.</summary>
internal sealed class CosmosContainer : IAsyncDisposable
{
    private readonly CosmosServer _server;
    private readonly CosmosClient _client;

    private CosmosContainer(CosmosServer server, FaultProxy way, CosmosClient client, Container container) =>
        (_server, Way, _client, Container) = (server, way, client, container);

    public FaultProxy Way { get; }

    public Container Container { get; }

    public static async Task<CosmosContainer> StartAsync()
    {
        Assert.SkipWhen(CosmosServer.Missing is not null, CosmosServer.Missing ?? "");
        var server = await CosmosServer.StartLauncherAsync();
        var way = await FaultProxy.StartAsync(server.Endpoint);
        var options = new CosmosOptions { Endpoint = way.Url, Key = server.Key, Gateway = true, CreateIfMissing = true };
        var client = CosmosClients.Create(options, new DefaultAzureCredential());
        await new CosmosStart(client, options).CheckAsync(TestContext.Current.CancellationToken);
        return new CosmosContainer(server, way, client, client.GetContainer(options.Database, options.Container));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Way.DisposeAsync();
        await _server.DisposeAsync();
    }
}
