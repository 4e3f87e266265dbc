using System.Globalization;
using Microsoft.Data.Sqlite;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class DatabaseFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteConnection _writer;

    public DatabaseFileTests() => _writer = DatabaseFile.OpenWriter(_directory.File("documents.db"));

    public void Dispose()
    {
        _writer.Dispose();
        _directory.Dispose();
    }

    // What a loss of power does cannot be tried here; that the database is told to outlast it can be asked.
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("secure_delete", "1")]
    [InlineData("temp_store", "2")]
    [InlineData("mmap_size", "0")]
    public void The_writer_is_told_to(string setting, string expected) => Assert.Equal(expected, Ask(_writer, $"PRAGMA {setting}"));

    [Fact]
    public void A_reader_cannot_write()
    {
        using var reader = DatabaseFile.OpenReader(_directory.File("documents.db"));
        Assert.Throws<SqliteException>(() => Ask(reader, "DELETE FROM documents"));
    }

    private static string? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
