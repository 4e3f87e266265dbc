using System.Diagnostics;
using Microsoft.Data.Sqlite;
using ProviderService.Benchmarks.Load;

namespace ProviderService.Benchmarks.Stores;

/// <summary>The yardstick of writes: one thread that commits one row after the other, each flushed to the disk, with prepared statements.</summary>
internal sealed class SingleRowCommits : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly byte[] _body;

    /// <param name="directory">On the disk of the service's data.</param>
    /// <param name="size">Bytes a row.</param>
    public SingleRowCommits(string directory, int size)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "yardstick.db"), Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        _body = new byte[size];
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO rows (body) VALUES ($body)";
        _insert.Parameters.AddWithValue("$body", _body);
        _insert.Prepare();
    }

    public int RowSize => _body.Length;

    /// <returns>Commits a second.</returns>
    public double Run(TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(start) < duration; count++) Commit();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Commits now and then, for as long.</summary>
    public async Task<LoadResult> RunPacedAsync(TimeSpan duration)
    {
        var (start, latencies) = (Stopwatch.GetTimestamp(), new List<TimeSpan>());
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var began = Stopwatch.GetTimestamp();
            Commit();
            latencies.Add(Stopwatch.GetElapsedTime(began));
            await Task.Delay(Pause, TimeProvider.System);
        }

        return new LoadResult(Stopwatch.GetElapsedTime(start), [.. latencies]);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    /// <summary>Writes a row: a statement outside a transaction is a transaction of its own.</summary>
    private void Commit() => _insert.ExecuteNonQuery();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
