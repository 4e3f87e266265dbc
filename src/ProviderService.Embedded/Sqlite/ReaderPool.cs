using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>A few connections that read beside the writer. Few, since each keeps pages in memory.</summary>
internal sealed class ReaderPool : IAsyncDisposable
{
    private const int Size = 8;

    private readonly Channel<ReadStatements> _idle = Channel.CreateBounded<ReadStatements>(Size);

    public ReaderPool(string path)
    {
        for (var i = 0; i < Size; i++) _idle.Writer.TryWrite(new ReadStatements(DatabaseFile.OpenReader(path)));
    }

    /// <exception cref="StoreUnavailableException">The database could not be read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<ReadStatements, T> query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var statements = await RentAsync(cancellationToken);
        try
        {
            return query(statements);
        }
        catch (SqliteException exception)
        {
            throw Unavailable.Because(exception);
        }
        finally
        {
            _idle.Writer.TryWrite(statements);
        }
    }

    /// <summary>Waits for the reads that are under way, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < Size; i++) (await _idle.Reader.ReadAsync()).Dispose();
        _idle.Writer.Complete();
    }

    private async ValueTask<ReadStatements> RentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _idle.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The store is closed.", exception);
        }
    }
}
