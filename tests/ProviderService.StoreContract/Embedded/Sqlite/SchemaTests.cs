using System.Globalization;
using Microsoft.Data.Sqlite;
using ProviderService.Embedded;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class SchemaTests : IDisposable
{
    private const string First = "CREATE TABLE notes (text TEXT) STRICT; INSERT INTO notes VALUES ('kept')";
    private const string Second = "ALTER TABLE notes ADD COLUMN author TEXT";
    private const string Broken = "CREATE TABLE half (done TEXT); INSERT INTO no_such_table VALUES (1)";

    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteConnection _connection;

    public SchemaTests()
    {
        _connection = new SqliteConnection($"Data Source={_directory.File("documents.db")};Pooling=False");
        _connection.Open();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_new_file_is_brought_to_the_newest_version()
    {
        Schema.Migrate(_connection, Schema.Migrations);
        Assert.Equal(Schema.Migrations.Count, Number("PRAGMA user_version"));
        Assert.Equal(0, Number("SELECT count(*) FROM documents"));
    }

    [Fact]
    public void An_older_file_goes_through_the_steps_that_it_lacks_and_keeps_what_it_holds()
    {
        Schema.Migrate(_connection, [First]);
        Schema.Migrate(_connection, [First, Second]);
        Assert.Equal(2, Number("PRAGMA user_version"));
        Assert.Equal(1, Number("SELECT count(*) FROM notes WHERE text = 'kept' AND author IS NULL"));
    }

    [Fact]
    public void A_file_of_the_newest_version_is_left_alone()
    {
        Schema.Migrate(_connection, Schema.Migrations);
        var before = Number("PRAGMA schema_version");
        Schema.Migrate(_connection, Schema.Migrations);
        Assert.Equal(before, Number("PRAGMA schema_version"));
    }

    [Fact]
    public void A_step_that_fails_leaves_nothing_behind_and_the_steps_before_it_stand()
    {
        Assert.Throws<SqliteException>(() => Schema.Migrate(_connection, [First, Broken]));
        Assert.Equal(1, Number("PRAGMA user_version"));
        Assert.Equal(0, Number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        Schema.Migrate(_connection, [.. Schema.Migrations, First]);
        var exception = Assert.Throws<EmbeddedStartException>(() => Schema.RefuseNewer(_connection));
        Assert.Contains($"version {Schema.Migrations.Count + 1}", exception.Message);
    }

    [Fact]
    public void A_file_of_any_older_version_is_not_refused()
    {
        Schema.RefuseNewer(_connection);
        Schema.Migrate(_connection, Schema.Migrations);
        Schema.RefuseNewer(_connection);
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
