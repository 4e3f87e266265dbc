namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class CrashTests
{
    [Fact]
    public async Task Every_write_that_was_answered_survives()
    {
        await using var test = new SqliteTestStore();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => test.WriteAsync($"id{i}", [(byte)i]).AsTask()));

        await using var after = test.Open(test.CopyAsAfterACrash());
        for (var i = 0; i < 100; i++)
        {
            var read = await after.ReadAsync(SqliteTestStore.Key($"id{i}"), TestContext.Current.CancellationToken);
            Assert.Equal([(byte)i], read!.Document.Body.ToArray());
        }
    }

    [Fact]
    public async Task A_commit_that_was_written_in_part_is_as_if_it_had_never_been()
    {
        await using var test = new SqliteTestStore();
        await test.WriteAsync("whole", [1]);
        await test.WriteAsync("half", [2]);
        var copy = test.CopyAsAfterACrash();
        using (var log = File.OpenWrite(copy + "-wal")) log.SetLength(log.Length - 1);

        await using var after = test.Open(copy);
        Assert.NotNull(await after.ReadAsync(SqliteTestStore.Key("whole"), TestContext.Current.CancellationToken));
        Assert.Null(await after.ReadAsync(SqliteTestStore.Key("half"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Following_goes_on_where_it_stood()
    {
        await using var test = new SqliteTestStore();
        var continuation = (await test.Store.ChangesAsync(null, TestContext.Current.CancellationToken)).Continuation;
        var etag = await test.WriteAsync("a", [1]);
        await test.DeleteAsync("a", etag!);

        await using var after = test.Open(test.CopyAsAfterACrash());
        var changes = await after.ChangesAsync(continuation, TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(changes.Changes).Deleted);
    }
}
