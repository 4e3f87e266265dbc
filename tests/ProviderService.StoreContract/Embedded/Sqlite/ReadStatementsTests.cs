using Microsoft.Data.Sqlite;
using ProviderService.Core.Storage;
using ProviderService.Embedded.Sqlite;
using SQLitePCL;

namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class ReadStatementsTests
{
    /// <summary>Of the counters of a statement (<c>sqlite3_stmt_status</c>), how often it was planned anew.</summary>
    private const int Replanned = 5;

    /// <summary>How many instructions of SQLite's virtual machine it took.</summary>
    private const int Steps = 4;

    /// <summary>To plan a statement takes SQLite longer than to run it.</summary>
    [Fact]
    public void Each_is_planned_once()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("documents.db");
        using var writer = DatabaseFile.OpenWriter(path);
        var connection = DatabaseFile.OpenReader(path);
        connection.Handle!.enable_sqlite3_next_stmt(true);
        using var statements = new ReadStatements(connection);
        for (var run = 0; run < 3; run++) RunAll(statements, run);
        Assert.All(StatementsOf(connection), statement => Assert.Equal(0, raw.sqlite3_stmt_status(statement, Replanned, resetFlg: 0)));
    }

    [Fact]
    public async Task A_list_has_nothing_to_pass_over_that_was_deleted()
    {
        await using var test = new SqliteTestStore();
        await test.WriteAsync("b", [1]);
        await DeleteAsync(test, "a1", "c1");
        var before = StepsOfList(test.Path);
        await DeleteAsync(test, "a2", "a3", "c2", "c3");
        Assert.Equal(before, StepsOfList(test.Path));
    }

    private static async Task DeleteAsync(SqliteTestStore test, params string[] ids)
    {
        foreach (var id in ids) Assert.True(await test.DeleteAsync(id, (await test.WriteAsync(id, [1]))!));
    }

    private static int StepsOfList(string path)
    {
        var connection = DatabaseFile.OpenReader(path);
        connection.Handle!.enable_sqlite3_next_stmt(true);
        using var statements = new ReadStatements(connection);
        Assert.Single(statements.List("partition", "", null, 10).Documents);
        return StatementsOf(connection).Sum(statement => raw.sqlite3_stmt_status(statement, Steps, resetFlg: 0));
    }

    private static void RunAll(ReadStatements statements, int run)
    {
        statements.Read(new DocumentKey("partition", $"id{run}"));
        statements.List("partition", $"prefix{run}", null, 10 + run);
        statements.List("partition", $"prefix{run}", $"prefix{run}0", 10 + run);
        statements.Due($"prefix{run}", DateTimeOffset.UnixEpoch.AddDays(run), 10 + run);
        statements.Changes(run);
        statements.Present();
    }

    private static List<sqlite3_stmt> StatementsOf(SqliteConnection connection)
    {
        var found = new List<sqlite3_stmt>();
        for (var next = raw.sqlite3_next_stmt(connection.Handle, null); next is not null; next = raw.sqlite3_next_stmt(connection.Handle, next)) found.Add(next);
        Assert.NotEmpty(found);
        return found;
    }
}
