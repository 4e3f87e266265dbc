using Microsoft.Azure.Cosmos;
using ProviderService.Azure.Cosmos;
using ProviderService.Core.Storage;

namespace ProviderService.StoreContract.Azure;

public sealed class CosmosDocumentStoreContract(CosmosContainers containers) : DocumentStoreContract, IClassFixture<CosmosContainers>
{
    private Container? _container;

    protected override async ValueTask<IDocumentStore> OpenEmptyAsync()
    {
        _container = await containers.CreateAsync();
        return new CosmosDocumentStore(_container, TimeProvider.System);
    }

    protected override async ValueTask CloseAsync()
    {
        if (_container is not null) await _container.DeleteContainerAsync();
    }
}
