using ProviderService.Core.Storage;

namespace ProviderService.StoreContract;

public sealed class InstrumentedDocumentStoreContract : DocumentStoreContract
{
    protected override ValueTask<IDocumentStore> OpenEmptyAsync() =>
        ValueTask.FromResult<IDocumentStore>(new InstrumentedDocumentStore(new MemoryDocumentStore(), TimeProvider.System));

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
