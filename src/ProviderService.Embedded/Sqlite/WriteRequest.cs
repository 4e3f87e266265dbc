namespace ProviderService.Embedded.Sqlite;

/// <summary>A write that waits for its commit.</summary>
/// <param name="change">Runs inside the transaction, perhaps more than once; answers whether it found what it expected.</param>
/// <param name="cancellationToken">Takes it out of the queue.</param>
internal sealed class WriteRequest(Func<WriteStatements, bool> change, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<bool> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _applied;

    public Task<bool> Outcome => _outcome.Task;

    public bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public void Apply(WriteStatements statements) => _applied = change(statements);

    /// <summary>Call it only once the transaction is committed.</summary>
    public void Answer() => _outcome.TrySetResult(_applied);

    public void Fail(Exception exception) => _outcome.TrySetException(exception);
}
