using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProviderService.Embedded.Sqlite;

/// <summary>The row that a running statement is at; columns are numbered from 0. Disposing of it ends the run.</summary>
internal readonly struct Row(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    /// <summary>Goes on to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public bool Read()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, database);
        return false;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => raw.sqlite3_reset(statement);
}
