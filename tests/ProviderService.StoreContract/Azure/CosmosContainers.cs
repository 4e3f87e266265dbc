using Azure.Identity;
using Microsoft.Azure.Cosmos;
using ProviderService.Azure.Cosmos;
using ProviderService.TestServers;

namespace ProviderService.StoreContract.Azure;

/// <summary>One server and one client for the tests of a class, and a container for each test.</summary>
public sealed class CosmosContainers : IAsyncLifetime
{
    private CosmosServer? _server;
    private CosmosClient? _client;
    private Database? _database;

    public async ValueTask InitializeAsync()
    {
        if (CosmosServer.Missing is not null) return;
        _server = await CosmosServer.StartAsync();
        _client = CosmosClients.Create(
            new CosmosOptions { Endpoint = _server.Endpoint, Key = _server.Key, Gateway = true }, new DefaultAzureCredential());
        _database = await _client.CreateDatabaseIfNotExistsAsync($"contract-{Guid.NewGuid():N}");
    }

    /// <summary>Makes an empty container; skips the test when there is no server.</summary>
    public async Task<Container> CreateAsync()
    {
        Assert.SkipWhen(_database is null, CosmosServer.Missing ?? "");
        return await _database.CreateContainerAsync(ContainerDefinition.Of(Guid.NewGuid().ToString("N")));
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DeleteAsync();
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
