using Azure.Core;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using ProviderService.Azure.Cosmos;
using ProviderService.Core.Storage;
using ProviderService.TestServers;

namespace ProviderService.StoreContract.Azure;

/// <summary>What stops a start, and what it says then.</summary>
public sealed class CosmosStartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_database_and_the_container_are_made_when_that_is_asked_for_and_pass_their_own_checks()
    {
        await using var server = await StartAsync();
        await CheckAsync(server, options => options.CreateIfMissing = true);
        await CheckAsync(server);
    }

    [Fact]
    public async Task They_are_not_made_unasked()
    {
        await using var server = await StartAsync();
        await AssertRefusedAsync(server, "There is no container resources in a database provider");
    }

    [Theory]
    [InlineData("Session")]
    [InlineData("ConsistentPrefix")]
    [InlineData("Eventual")]
    public async Task An_account_of_weaker_consistency_is_refused_unless_that_is_accepted(string consistency)
    {
        await using var server = await StartAsync(("COSMOS_CONSISTENCY", consistency));
        await AssertRefusedAsync(server, $"has the default consistency {consistency}", options => options.CreateIfMissing = true);
        await CheckAsync(server, options => (options.CreateIfMissing, options.AllowWeakerConsistency) = (true, true));
    }

    [Theory]
    [InlineData("Strong")]
    [InlineData("BoundedStaleness")]
    public async Task An_account_in_which_a_read_sees_the_last_write_will_do(string consistency)
    {
        await using var server = await StartAsync(("COSMOS_CONSISTENCY", consistency));
        await CheckAsync(server, options => options.CreateIfMissing = true);
    }

    [Fact]
    public async Task An_account_with_two_write_regions_is_refused()
    {
        await using var server = await StartAsync(("COSMOS_WRITE_REGIONS", "2"));
        await AssertRefusedAsync(server, "has more than one write region", options => options.CreateIfMissing = true);
    }

    public static TheoryData<string, string, int?> BadContainers => new()
    {
        { "/other", "Its partition key is /other", -1 },
        { "/partition", "Its DefaultTimeToLive is not -1", null },
        { "/partition", "Its DefaultTimeToLive is not -1", 3600 },
    };

    [Theory]
    [MemberData(nameof(BadContainers))]
    public async Task A_container_with_another_key_or_life_is_refused(string partitionKey, string fault, int? timeToLive)
    {
        var container = ContainerDefinition.Of("resources");
        (container.PartitionKeyPath, container.DefaultTimeToLive) = (partitionKey, timeToLive);
        await AssertRefusedAsync(container, fault);
    }

    [Fact]
    public async Task A_container_that_does_not_index_what_is_queried_is_refused()
    {
        var container = ContainerDefinition.Of("resources");
        container.IndexingPolicy.IncludedPaths.RemoveAt(2);
        await AssertRefusedAsync(container, "lacks /dueAt/?");
    }

    [Fact]
    public async Task A_container_that_indexes_everything_is_refused()
    {
        var container = ContainerDefinition.Of("resources");
        container.IndexingPolicy.ExcludedPaths.Clear();
        container.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/*" });
        await AssertRefusedAsync(container, "does not exclude /*");
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_named()
    {
        var server = await StartAsync();
        await server.DisposeAsync();
        await AssertRefusedAsync(server, "Azure:Cosmos:Endpoint");
    }

    [Fact]
    public async Task Whoever_has_no_identity_is_told_so_and_not_only_at_the_start()
    {
        await using var server = await StartAsync();
        var options = Options(server);
        options.Key = null;
        using var client = CosmosClients.Create(options, new NoIdentity());
        var refusal = await Assert.ThrowsAsync<BackendStartException>(() => new CosmosStart(client, options).CheckAsync(Cancellation));
        Assert.Contains("no identity was found", refusal.Message, StringComparison.Ordinal);

        var store = new CosmosDocumentStore(client.GetContainer("provider", "resources"), TimeProvider.System);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAsync(new DocumentKey("a", "a"), Cancellation).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ChangesAsync(null, Cancellation).AsTask());
    }

    private static async Task AssertRefusedAsync(ContainerProperties container, string fault)
    {
        await using var server = await StartAsync();
        using var client = Client(Options(server));
        Database database = await client.CreateDatabaseAsync("provider", cancellationToken: Cancellation);
        await database.CreateContainerAsync(container, cancellationToken: Cancellation);
        await AssertRefusedAsync(server, fault);
    }

    private static async Task AssertRefusedAsync(CosmosServer server, string fault, Action<CosmosOptions>? set = null)
    {
        var refusal = await Assert.ThrowsAsync<BackendStartException>(() => CheckAsync(server, set));
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task CheckAsync(CosmosServer server, Action<CosmosOptions>? set = null)
    {
        var options = Options(server);
        set?.Invoke(options);
        using var client = Client(options);
        await new CosmosStart(client, options).CheckAsync(Cancellation);
    }

    /// <summary>These need an account of their own, in states that nobody would put a real one in.</summary>
    private static Task<CosmosServer> StartAsync(params (string Name, string Value)[] environment)
    {
        Assert.SkipWhen(CosmosServer.Missing is not null, CosmosServer.Missing ?? "");
        return CosmosServer.StartLauncherAsync(environment.ToDictionary(variable => variable.Name, variable => variable.Value));
    }

    private static CosmosOptions Options(CosmosServer server) => new() { Endpoint = server.Endpoint, Key = server.Key, Gateway = true };

    private static CosmosClient Client(CosmosOptions options) => CosmosClients.Create(options, new DefaultAzureCredential());

    /// <summary>As <see cref="DefaultAzureCredential"/> is where nothing is set up.</summary>
    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("There is none.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("There is none.");
    }
}
