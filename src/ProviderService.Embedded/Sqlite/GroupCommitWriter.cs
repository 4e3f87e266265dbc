using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ProviderService.Core.Storage;
using SQLitePCL;

namespace ProviderService.Embedded.Sqlite;

/// <summary>
/// The one writer. While a commit waits for the disk others queue up, and the next commit takes all of them: each is answered once it is
/// durable, and many share one flush of the disk.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int QueueCapacity = 1024;
    private const int MaxGroupSize = 256;

    private readonly Channel<WriteRequest> _queue =
        Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });

    private readonly WriteStatements _statements;
    private readonly RecentDocuments _recent;
    private readonly Action _upkeepWanted;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private bool _checkpointDue;
    private bool _checkpointWanted;

    /// <param name="connection">The one that writes.</param>
    /// <param name="recent">Told what was changed.</param>
    /// <param name="upkeepWanted">Called when upkeep should not wait for its turn: the write-ahead log holds what was deleted.</param>
    /// <param name="logger">Told of failures.</param>
    public GroupCommitWriter(SqliteConnection connection, RecentDocuments recent, Action upkeepWanted, ILogger logger)
    {
        _statements = new WriteStatements(connection);
        _recent = recent;
        _upkeepWanted = upkeepWanted;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Runs a change inside a transaction and answers once it is durable.</summary>
    /// <exception cref="StoreUnavailableException">It did not happen, or it cannot be known.</exception>
    public async ValueTask<bool> ExecuteAsync(Func<WriteStatements, bool> change, CancellationToken cancellationToken)
    {
        var request = new WriteRequest(change, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The store is closed.", exception);
        }
        return await request.Outcome.WaitAsync(cancellationToken);
    }

    /// <summary>Queues the removal of old tombstones, then of what lingers in the write-ahead log. Skipped when the queue is full.</summary>
    public void QueueUpkeep(DateTimeOffset now) =>
        _queue.Writer.TryWrite(new WriteRequest(statements => Forget(statements, now), CancellationToken.None));

    /// <summary>Commits what is queued, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _statements.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new List<WriteRequest>(MaxGroupSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroupSize && _queue.Reader.TryRead(out var request))
            {
                if (!request.IsAbandoned) group.Add(request);
            }
            RunOrFail(group);
            group.Clear();
        }
    }

    /// <summary>Whatever happens, nobody waits for ever and the next group gets its turn.</summary>
    private void RunOrFail(List<WriteRequest> group)
    {
        try
        {
            if (group.Count > 0) Commit(group);
            if (_checkpointDue) Checkpoint();
            if (_statements.LogHoldsDeleted) WantCheckpoint();
        }
        catch (Exception exception)
        {
            foreach (var request in group) request.Fail(new StoreUnavailableException("The writer failed; whether the write was done is not known.", exception));
            Log.WriterFailed(_logger, exception);
        }
    }

    /// <summary>Commits all or none; when it is none, each is tried alone, so that one that cannot be written fails alone.</summary>
    private void Commit(List<WriteRequest> group)
    {
        if (TryCommit(group) is { } failure)
        {
            Undo(group, failure);
            return;
        }
        SqliteInstrumentation.CommitSize.Record(group.Count);
        foreach (var request in group) request.Answer();
    }

    /// <returns>What went wrong, or <see langword="null"/>.</returns>
    private Exception? TryCommit(List<WriteRequest> group)
    {
        var committed = false;
        try
        {
            _statements.Begin();
            foreach (var request in group) request.Apply(_statements);
            _recent.BeginCommit(_statements.Changed);
            _statements.Commit();
            committed = true;
            return null;
        }
        catch (Exception exception)
        {
            RollBack();
            Log.CommitFailed(_logger, group.Count, exception);
            return exception;
        }
        finally
        {
            _recent.EndCommit(committed);
        }
    }

    private void Undo(List<WriteRequest> group, Exception failure)
    {
        if (group.Count > 1 && failure is not SqliteException { SqliteErrorCode: raw.SQLITE_BUSY })
            foreach (var request in group) Commit([request]);
        else
            foreach (var request in group) request.Fail(Unavailable.Because(failure));
    }

    /// <summary>When even this fails, the next commit cannot begin and comes here again.</summary>
    private void RollBack()
    {
        try
        {
            _statements.RollBack();
        }
        catch (SqliteException exception)
        {
            Log.RollBackFailed(_logger, exception);
        }
    }

    private bool Forget(WriteStatements statements, DateTimeOffset now)
    {
        statements.Forget(now);
        return _checkpointDue = true;
    }

    /// <summary>Once, until there was one: deletes are seldom alone.</summary>
    private void WantCheckpoint()
    {
        if (_checkpointWanted) return;
        _checkpointWanted = true;
        _upkeepWanted();
    }

    private void Checkpoint()
    {
        try
        {
            _checkpointDue = _checkpointWanted = false;
            _statements.Checkpoint();
        }
        catch (SqliteException exception)
        {
            Log.CheckpointFailed(_logger, exception);
        }
    }
}
