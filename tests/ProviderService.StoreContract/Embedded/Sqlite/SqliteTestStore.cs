using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Storage;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.StoreContract.Embedded.Sqlite;

/// <summary>A store on a file of its own, with a clock that stands still, and a way past it into the file.</summary>
internal sealed class SqliteTestStore : IAsyncDisposable
{
    public static readonly TimeSpan UpkeepInterval = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();

    public SqliteTestStore()
    {
        Store = Open(Path);
    }

    public SqliteDocumentStore Store { get; }

    public FakeTimeProvider Time { get; } = new();

    public string Path => _directory.File("documents.db");

    public string WriteAheadLog => Path + "-wal";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SqliteDocumentStore Open(string path)
    {
        var store = new SqliteDocumentStore(Time, NullLogger<SqliteDocumentStore>.Instance);
        store.Open(path);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Dispose();
    }

    public ValueTask<string?> WriteAsync(string id, byte[] body, string? expected = null) =>
        Store.WriteAsync(new Document(Key(id), Guid.NewGuid().ToString("N"), null, body), expected, Cancellation);

    public ValueTask<StoredDocument?> ReadAsync(string id) => Store.ReadAsync(Key(id), Cancellation);

    public ValueTask<bool> DeleteAsync(string id, string expected) => Store.DeleteAsync(Key(id), expected, Cancellation);

    /// <summary>Lets time pass, and the upkeep that falls due be done.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await SettleAsync();
        // The queue has no room for the upkeep of a whole day, but surely for the last.
        var last = time < UpkeepInterval ? time : UpkeepInterval;
        Time.Advance(time - last);
        await SettleAsync();
        Time.Advance(last);
        await SettleAsync();
    }

    /// <summary>Upkeep ends before the commit after the one that it shares is begun.</summary>
    private async Task SettleAsync()
    {
        for (var i = 0; i < 2; i++) await DeleteAsync("no such document", "");
    }

    public long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>A read of another connection that goes on until it is disposed of.</summary>
    public IDisposable BeginRead()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT count(*) FROM documents";
        command.ExecuteScalar();
        return connection;
    }

    /// <summary>Copies the files as a crash would leave them.</summary>
    /// <returns>The copied database.</returns>
    public string CopyAsAfterACrash()
    {
        var copy = _directory.File("copy.db");
        File.Copy(Path, copy);
        File.Copy(WriteAheadLog, copy + "-wal");
        return copy;
    }

    public static DocumentKey Key(string id) => new("partition", id);
}
