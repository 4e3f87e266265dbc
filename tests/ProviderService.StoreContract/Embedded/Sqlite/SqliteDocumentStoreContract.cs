using Microsoft.Extensions.Logging.Abstractions;
using ProviderService.Core.Storage;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class SqliteDocumentStoreContract : DocumentStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteDocumentStore _store = new(TimeProvider.System, NullLogger<SqliteDocumentStore>.Instance);

    protected override ValueTask<IDocumentStore> OpenEmptyAsync()
    {
        _store.Open(_directory.File("documents.db"));
        return ValueTask.FromResult<IDocumentStore>(_store);
    }

    protected override async ValueTask CloseAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }
}
