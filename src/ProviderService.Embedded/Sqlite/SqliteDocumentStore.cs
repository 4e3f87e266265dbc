using System.Globalization;
using Microsoft.Extensions.Logging;
using ProviderService.Core.Storage;

namespace ProviderService.Embedded.Sqlite;

/// <summary>
/// Documents in one SQLite file: write-ahead log, every commit flushed to the disk, one writer, readers beside it. The entity tag of a
/// document is the id of the write that made it.
/// </summary>
/// <param name="time">Says when tombstones may be forgotten, and when upkeep is due.</param>
/// <param name="logger">Told of failures, never of content.</param>
public sealed class SqliteDocumentStore(TimeProvider time, ILogger<SqliteDocumentStore> logger) : IDocumentStore, IAsyncDisposable
{
    private static readonly TimeSpan TombstoneLife = TimeSpan.FromDays(1);

    private OpenDatabase? _database;

    private OpenDatabase Database => _database ?? throw new StoreUnavailableException("The store is closed.");

    /// <summary>Opens the file, or makes it; checks it and brings it to the newest schema.</summary>
    /// <exception cref="EmbeddedStartException">The file is not one to work with; the message says what to do.</exception>
    public void Open(string path)
    {
        try
        {
            _database = new OpenDatabase(path, time, logger);
        }
        catch (Exception exception) when (DatabaseFile.Explain(exception, path) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Commits what is queued, lets reads finish and closes the file. Later calls are answered that the store is unavailable.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _database, null) is { } database) await database.DisposeAsync();
    }

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var database = Database;
        return database.Recent.TryFind(key, out var recent)
            ? ValueTask.FromResult(recent?.IfAlive(time))
            : ReadAsync(database, key, cancellationToken);
    }

    public async ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken)
    {
        var applied = await Database.Writer.ExecuteAsync(
            statements => expected is null ? statements.Create(document, time.GetUtcNow()) : statements.Update(document, expected), cancellationToken);
        return applied ? document.WriteId : null;
    }

    public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
        Database.Writer.ExecuteAsync(
            statements => statements.Delete(key, expected, time.GetUtcNow() + TombstoneLife), cancellationToken);

    public async ValueTask<DocumentPage> ListAsync(
        string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var page = await Database.Readers.ReadAsync(statements => statements.List(partition, idPrefix, continuation, limit), cancellationToken);
        return page.Alive(time);
    }

    public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Database.Readers.ReadAsync(statements => statements.Due(idPrefix, now, limit), cancellationToken);
    }

    public async ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken)
    {
        var (changes, last) = await Database.Readers.ReadAsync(
            statements => continuation is null
                ? ([], statements.Present())
                : statements.Changes(SequenceOf(continuation)),
            cancellationToken);
        return new ChangePage(changes, last.ToString(CultureInfo.InvariantCulture));
    }

    private static long SequenceOf(string continuation) =>
        continuation == IDocumentStore.Beginning ? 0 : long.Parse(continuation, CultureInfo.InvariantCulture);

    private async ValueTask<StoredDocument?> ReadAsync(OpenDatabase database, DocumentKey key, CancellationToken cancellationToken)
    {
        var commits = database.Recent.Commits;
        var found = await database.Readers.ReadAsync(statements => statements.Read(key), cancellationToken);
        database.Recent.Add(key, found, commits);
        return found?.IfAlive(time);
    }
}
