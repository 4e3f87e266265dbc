using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProviderService.Embedded.Sqlite;

/// <summary>
/// A statement that is prepared once and run many times, by one thread at a time. It speaks to SQLite directly, since a command would
/// make a reader, a record and a binder for every run.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">An open connection, which outlives the statement.</param>
    /// <param name="sql">One statement; its parameters are bound in the order of their first use.</param>
    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), _database);
    }

    /// <returns>How many rows it changed.</returns>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        using var row = Query(values);
        while (row.Read()) ;
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs the statement; dispose of what comes back before the next run.</summary>
    public Row Query(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) Bind(i + 1, values[i]);
        return new Row(_database, _statement);
    }

    public void Dispose() => _statement.Dispose();

    private void Bind(int parameter, object? value)
    {
        var result = value switch
        {
            null => raw.sqlite3_bind_null(_statement, parameter),
            string text => raw.sqlite3_bind_text(_statement, parameter, text),
            int number => raw.sqlite3_bind_int(_statement, parameter, number),
            long number => raw.sqlite3_bind_int64(_statement, parameter, number),
            ReadOnlyMemory<byte> bytes => raw.sqlite3_bind_blob(_statement, parameter, bytes.Span),
            _ => throw new ArgumentException($"SQLite does not know {value.GetType()}.", nameof(value)),
        };
        SqliteException.ThrowExceptionForRC(result, _database);
    }
}
