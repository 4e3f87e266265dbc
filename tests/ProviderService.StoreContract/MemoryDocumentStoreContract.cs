using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

public sealed class MemoryDocumentStoreContract : DocumentStoreContract
{
    protected override ValueTask<IDocumentStore> OpenEmptyAsync() => ValueTask.FromResult<IDocumentStore>(new MemoryDocumentStore());

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
