using System.Net;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.Azure.Cosmos;

/// <summary>Looks at the account and the container before anything is served from them.</summary>
internal sealed class CosmosStart(CosmosClient client, CosmosOptions options)
{
    /// <exception cref="BackendStartException">They are not what the promises of this service need; the message says what to do.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            CheckAccount(await client.ReadAccountAsync().WaitAsync(cancellationToken));
            if (options.CreateIfMissing) await CreateAsync(cancellationToken);
            var container = client.GetContainer(options.Database, options.Container);
            CheckContainer(await container.ReadContainerAsync(cancellationToken: cancellationToken));
        }
        catch (CosmosException exception)
        {
            throw new BackendStartException(Explain(exception), exception);
        }
        catch (AuthenticationFailedException exception)
        {
            throw new BackendStartException($"Cosmos DB at {options.Endpoint} wants to know who asks, and no identity was found: {exception.Message}", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new BackendStartException($"Cosmos DB at {options.Endpoint} cannot be reached: {exception.Message} {Look}", exception);
        }
    }

    private const string Look = $"See that {CosmosOptions.Section}:Endpoint is right and that this machine may connect to it.";

    /// <summary>Replicas share no session, so each of them has to see what another one wrote.</summary>
    private void CheckAccount(AccountProperties account)
    {
        if (account.WritableRegions.Count() > 1)
            throw Wrong("has more than one write region: two writes could both succeed, and one be lost. Turn multi-region writes off.");
        var consistency = account.Consistency.DefaultConsistencyLevel;
        if (consistency is not (ConsistencyLevel.Strong or ConsistencyLevel.BoundedStaleness) && !options.AllowWeakerConsistency)
            throw Wrong(
                $"has the default consistency {consistency}. Set it to Strong or BoundedStaleness, or accept what a weaker one means "
                + $"(docs/operations.md) with {CosmosOptions.Section}:{nameof(CosmosOptions.AllowWeakerConsistency)}=true.");
    }

    private BackendStartException Wrong(string fault) => new($"The Cosmos DB account {options.Endpoint} {fault}");

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        Database database = await client.CreateDatabaseIfNotExistsAsync(options.Database, cancellationToken: cancellationToken);
        await database.CreateContainerIfNotExistsAsync(ContainerDefinition.Of(options.Container), cancellationToken: cancellationToken);
    }

    private void CheckContainer(ContainerProperties container)
    {
        var faults = ContainerDefinition.FaultsOf(container).ToList();
        if (faults.Count > 0)
            throw new BackendStartException(
                $"The container {options.Container} of the database {options.Database} cannot be used. {string.Join(' ', faults)} "
                + "docs/operations.md has the settings that it needs.");
    }

    private string Explain(CosmosException exception) => exception.StatusCode switch
    {
        HttpStatusCode.NotFound =>
            $"There is no container {options.Container} in a database {options.Database} of {options.Endpoint}. Make it, or set {CosmosOptions.Section}:CreateIfMissing=true.",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"Cosmos DB at {options.Endpoint} refuses access ({(int)exception.StatusCode}/{exception.SubStatusCode}). Give this identity the role "
            + "Cosmos DB Built-in Data Contributor, or correct the key. The role does not cover making databases and containers.",
        _ => $"Cosmos DB at {options.Endpoint} answers {(int)exception.StatusCode}/{exception.SubStatusCode}. {Look}",
    };
}
