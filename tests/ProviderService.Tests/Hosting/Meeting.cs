namespace ProviderService.Tests.Hosting;

/// <summary>Lets those who come wait for each other; who comes later than all of them does not wait.</summary>
internal sealed class Meeting(int participants)
{
    /// <summary>Longer than any machine takes; a test whose meeting fails is to fail, not to hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = participants;

    public Task JoinAsync()
    {
        if (Interlocked.Decrement(ref _missing) == 0) _complete.SetResult();
        return _complete.Task.WaitAsync(Patience);
    }
}
