using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProviderService.Embedded.Sqlite;

/// <summary>Opens connections to a database file, and explains why it cannot.</summary>
internal static class DatabaseFile
{
    private const int LockTimeoutSeconds = 1;

    /// <summary>How long a statement waits for a lock, and a checkpoint for the reads that are under way.</summary>
    private const int BusyTimeoutMilliseconds = 250;

    /// <summary>The largest file that is read through at every start; that takes a tenth of a second.</summary>
    private const long AlwaysChecked = 64 * 1024 * 1024;

    /// <summary>SQLite counts its memory under a lock that all connections share, for figures that nobody reads.</summary>
    static DatabaseFile()
    {
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>Opens the one connection that writes: makes, checks and migrates the file.</summary>
    /// <exception cref="EmbeddedStartException">The file is not one to work with; the message says what to do.</exception>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = Connection(path, SqliteOpenMode.ReadWrite);
        try
        {
            var isSuspect = IsSuspect(path);
            if (!File.Exists(path)) PrivateFiles.Open(path, FileMode.CreateNew).Dispose();
            Open(connection);
            Schema.RefuseNewer(connection);
            if (isSuspect) Check(connection);
            Configure(connection);
            Schema.Migrate(connection, Schema.Migrations);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReader(string path)
    {
        var connection = Connection(path, SqliteOpenMode.ReadOnly);
        Open(connection);
        return connection;
    }

    private static void Open(SqliteConnection connection)
    {
        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle, BusyTimeoutMilliseconds);
    }

    private static SqliteConnection Connection(string path, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = LockTimeoutSeconds }.ToString());

    /// <summary>A service that stopped in good order leaves no write-ahead log; a large file that it left is not read through again. What
    /// rots on the disk meanwhile does not go unnoticed: no document opens that was changed, and no page that does not hold together.</summary>
    private static bool IsSuspect(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && (file.Length <= AlwaysChecked || File.Exists($"{path}-wal"));
    }

    private static void Check(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is string result and not "ok") throw new SqliteException(result, raw.SQLITE_CORRUPT);
    }

    private static void Configure(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        // secure_delete overwrites what was deleted; temp_store keeps copies of it out of other files.
        command.CommandText =
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            PRAGMA temp_store = MEMORY;
            """;
        command.ExecuteNonQuery();
    }

    /// <returns>What to tell the operator, or <see langword="null"/> when it is not about the file.</returns>
    public static EmbeddedStartException? Explain(Exception exception, string path) => exception switch
    {
        SqliteException sqlite => Explain(sqlite, path),
        IOException or UnauthorizedAccessException => CannotOpen(exception, path),
        _ => null,
    };

    private static EmbeddedStartException Explain(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new(
            $"The database {path} is damaged: {exception.Message}",
            "Move it aside with its -wal and -shm files, and restore a backup in its place.",
            exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(
            $"The database {path} is locked by another program.", "Close whatever has it open, such as a database shell.", exception),
        _ => CannotOpen(exception, path),
    };

    private static EmbeddedStartException CannotOpen(Exception exception, string path) => new(
        $"The database {path} cannot be opened: {exception.Message}",
        "See that there is space on its disk, and that the user that runs the service may write it and its directory.",
        exception);
}
