namespace ProviderService.Jobs;

/// <summary>Tells the sweep that something has been marked as deleted, so that it need not wait for its next round.</summary>
internal sealed class DeletionSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);
    private readonly Lock _lock = new();

    public void Raise()
    {
        lock (_lock)
            if (_raised.CurrentCount == 0)
                _raised.Release();
    }

    /// <summary>Waits until raised, at most for so long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _raised.WaitAsync(longest, cancellationToken);

    public void Dispose() => _raised.Dispose();
}
