using Microsoft.Extensions.Logging;

namespace ProviderService.Embedded.Sqlite;

/// <summary>A database in use: who writes it, who reads it, and the clock of its upkeep.</summary>
internal sealed class OpenDatabase : IAsyncDisposable
{
    private static readonly TimeSpan UpkeepInterval = TimeSpan.FromSeconds(30);

    /// <summary>How soon after a delete its bytes are gone from the write-ahead log as well.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly ITimer _upkeep;

    public OpenDatabase(string path, TimeProvider time, ILogger logger)
    {
        var writer = DatabaseFile.OpenWriter(path);
        _upkeep = time.CreateTimer(_ => Writer!.QueueUpkeep(time.GetUtcNow()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Writer = new GroupCommitWriter(writer, Recent, () => _upkeep.Change(Soon, UpkeepInterval), logger);
        Readers = new ReaderPool(path);
        _upkeep.Change(UpkeepInterval, UpkeepInterval);
    }

    public RecentDocuments Recent { get; } = new();

    public GroupCommitWriter Writer { get; }

    public ReaderPool Readers { get; }

    /// <summary>
    /// Lets reads finish and commits what is queued. The writer closes last, since the last connection moves the write-ahead log into
    /// the database, and one that only reads could not.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _upkeep.DisposeAsync();
        await Readers.DisposeAsync();
        await Writer.DisposeAsync();
    }
}
