using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ProviderService.Core.Storage;
using ProviderService.Embedded.Sqlite;

namespace ProviderService.StoreContract.Embedded.Sqlite;

public sealed class GroupCommitWriterTests : IAsyncDisposable
{
    /// <summary>Longer than any machine takes; a writer that died would be waited for without end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly FailingLogger _logger = new();
    private readonly SqliteConnection _shell;
    private readonly GroupCommitWriter _writer;

    public GroupCommitWriterTests()
    {
        _writer = new GroupCommitWriter(DatabaseFile.OpenWriter(DatabasePath), new RecentDocuments(), () => { }, _logger);
        _shell = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        _shell.Open();
    }

    private string DatabasePath => _directory.File("documents.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _shell.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Writes_that_come_while_a_commit_is_under_way_share_the_next_one()
    {
        using var gate = await HoldAsync();
        var before = Commits();
        var writes = Ids(100).Select(id => CreateAsync(id)).ToList();
        gate.Open();

        Assert.All(await Task.WhenAll(writes), Assert.True);
        Assert.Equal(Ids(100).Order(), Stored());
        Assert.Equal(1, Commits() - before);
    }

    [Theory]
    [InlineData("ABORT")]
    [InlineData("ROLLBACK")]
    public async Task A_write_that_fails_fails_alone(string how)
    {
        Shell($"CREATE TRIGGER no_poison BEFORE INSERT ON documents WHEN NEW.id = 'poison' BEGIN SELECT RAISE({how}, 'poison'); END");
        using var gate = await HoldAsync();
        var (before, poison, after) = (CreateAsync("before"), CreateAsync("poison"), CreateAsync("after"));
        gate.Open();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => poison);
        Assert.True(await before);
        Assert.True(await after);
        Assert.Equal(["after", "before"], Stored());
    }

    [Fact]
    public async Task A_fault_of_the_program_reaches_its_caller_alone()
    {
        using var gate = await HoldAsync();
        var (before, faulty, after) =
            (CreateAsync("before"), ExecuteAsync(_ => throw new InvalidTimeZoneException()), CreateAsync("after"));
        gate.Open();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => faulty);
        Assert.True(await before);
        Assert.True(await after);
    }

    [Fact]
    public async Task When_the_writer_itself_fails_its_writes_fail_and_it_goes_on()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ExecuteAsync(_ => throw new PoisonException()).WaitAsync(Patience, Cancellation));
        Assert.True(await CreateAsync("after").WaitAsync(Patience, Cancellation));
        Assert.Contains(_logger.Critical, exception => exception is PoisonException);
    }

    [Fact]
    public async Task Two_writes_of_one_commit_see_each_other()
    {
        using var gate = await HoldAsync();
        var (first, second) = (CreateAsync("a"), CreateAsync("a"));
        gate.Open();
        Assert.True(await first);
        Assert.False(await second);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_waits_is_not_done()
    {
        using var gate = await HoldAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = CreateAsync("cancelled", cancellation.Token);
        var other = CreateAsync("other");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        gate.Open();

        Assert.True(await other);
        Assert.Equal(["other"], Stored());
    }

    [Fact]
    public async Task While_another_program_holds_the_lock_writes_are_refused_and_then_they_go_on()
    {
        Shell("BEGIN IMMEDIATE");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync("refused"));
        Shell("ROLLBACK");
        Assert.True(await CreateAsync("done"));
        Assert.Equal(["done"], Stored());
    }

    [Fact]
    public async Task Closing_commits_what_is_queued()
    {
        using var gate = await HoldAsync();
        var writes = Ids(20).Select(id => CreateAsync(id)).ToList();
        var closing = _writer.DisposeAsync();
        gate.Open();

        await closing;
        Assert.All(await Task.WhenAll(writes), Assert.True);
        Assert.Equal(Ids(20).Order(), Stored());
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(i => $"id{i}");

    private Task<bool> ExecuteAsync(Func<WriteStatements, bool> change, CancellationToken? cancellation = null) =>
        _writer.ExecuteAsync(change, cancellation ?? Cancellation).AsTask();

    private Task<bool> CreateAsync(string id, CancellationToken? cancellation = null)
    {
        var document = new Document(new DocumentKey("partition", id), Guid.NewGuid().ToString("N"), null, new byte[] { 1 });
        return ExecuteAsync(statements => statements.Create(document, TimeProvider.System.GetUtcNow()), cancellation);
    }

    /// <summary>Keeps a commit under way until the gate is opened.</summary>
    private async Task<Gate> HoldAsync()
    {
        var gate = new Gate();
        _ = ExecuteAsync(_ => gate.Pass());
        await gate.Reached;
        return gate;
    }

    private void Shell(string sql)
    {
        using var command = _shell.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Stored()
    {
        using var command = _shell.CreateCommand();
        command.CommandText = "SELECT id FROM documents ORDER BY id";
        using var row = command.ExecuteReader();
        var ids = new List<string>();
        while (row.Read()) ids.Add(row.GetString(0));
        return ids;
    }

    private int Commits() => WriteAheadLog.Commits(DatabasePath + "-wal");

    private sealed class PoisonException : Exception;

    /// <summary>Fails while it tells of a commit that failed, where nobody expects it.</summary>
    private sealed class FailingLogger : ILogger
    {
        private readonly ConcurrentQueue<Exception?> _critical = new();

        public IEnumerable<Exception?> Critical => _critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical) _critical.Enqueue(exception);
            else if (exception is PoisonException) throw exception;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }

    private sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _opened = new();

        public Task Reached => _reached.Task;

        public bool Pass()
        {
            _reached.TrySetResult();
            _opened.Wait();
            return true;
        }

        public void Open() => _opened.Set();

        public void Dispose() => _opened.Dispose();
    }
}
