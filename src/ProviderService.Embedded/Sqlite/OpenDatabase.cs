using Microsoft.Extensions.Logging;

namespace ProviderService.Embedded.Sqlite;

/// <summary>A database in use: who writes it, who reads it, and the clock of its upkeep.</summary>
internal sealed class OpenDatabase : IAsyncDisposable
{
    private static readonly TimeSpan UpkeepInterval = TimeSpan.FromSeconds(30);

    private readonly ITimer _upkeep;

    public OpenDatabase(string path, TimeProvider time, ILogger logger)
    {
        Writer = new GroupCommitWriter(DatabaseFile.OpenWriter(path), logger);
        Readers = new ReaderPool(path);
        _upkeep = time.CreateTimer(_ => Writer.QueueUpkeep(time.GetUtcNow()), null, UpkeepInterval, UpkeepInterval);
    }

    public GroupCommitWriter Writer { get; }

    public ReaderPool Readers { get; }

    /// <summary>Commits what is queued. The last connection to close moves the write-ahead log into the database and removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _upkeep.DisposeAsync();
        await Writer.DisposeAsync();
        await Readers.DisposeAsync();
    }
}
