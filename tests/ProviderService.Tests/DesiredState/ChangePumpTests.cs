using Microsoft.Extensions.Logging;
using ProviderService.Core.DesiredState;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;

namespace ProviderService.Tests.DesiredState;

public sealed class ChangePumpTests : IAsyncDisposable
{
    private static readonly DocumentKey Key = new("a", "state");

    private readonly ObservedTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly MemoryLogs _logs = new();
    private readonly FailingStore _store = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Waiters _waiters;
    private readonly SignallingDocumentStore _signalling;
    private readonly Task _running;

    public ChangePumpTests()
    {
        _waiters = new Waiters(new WaiterLimits(10, 10), _time);
        var signal = new ChangeSignal(_waiters, key => key.Id == Key.Id);
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(_logs));
        _signalling = new SignallingDocumentStore(_store, signal);
        _running = new ChangePump(_store, signal, _time, logging.CreateLogger<ChangePump>()).RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _stopping.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task What_others_write_is_signalled_within_a_second()
    {
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var change = waiter.NextChange;
        await WriteAsync(Key);
        Assert.False(change.IsCompleted);
        _time.Advance(ChangePump.Interval);
        await change.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task What_others_delete_is_signalled()
    {
        var etag = await WriteAsync(Key);
        _time.Advance(ChangePump.Interval);
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var change = waiter.NextChange;
        await _store.DeleteAsync(Key, etag, Cancellation);
        _time.Advance(ChangePump.Interval);
        await change.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task What_is_no_desired_state_is_not_signalled()
    {
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var change = waiter.NextChange;
        await WriteAsync(Key with { Id = "status" });
        await PassAsync();
        Assert.False(change.IsCompleted);
    }

    [Fact]
    public async Task Many_changes_of_a_cluster_are_one_signal()
    {
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var etag = await WriteAsync(Key);
        await WriteAsync(Key, etag);
        var change = waiter.NextChange;
        _time.Advance(ChangePump.Interval);
        await change.WaitAsync(Cancellation);
        var another = waiter.NextChange;
        await PassAsync();
        Assert.False(another.IsCompleted);
    }

    [Fact]
    public async Task What_this_process_writes_is_signalled_once()
    {
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var first = waiter.NextChange;
        await WriteAsync(Key, store: _signalling);
        Assert.True(first.IsCompleted);
        var second = waiter.NextChange;
        await PassAsync();
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task What_others_write_after_this_process_is_signalled()
    {
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var etag = await WriteAsync(Key, store: _signalling);
        await WriteAsync(Key, etag);
        var change = waiter.NextChange;
        _time.Advance(ChangePump.Interval);
        await change.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task What_others_delete_after_this_process_wrote_it_is_signalled()
    {
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var etag = await WriteAsync(Key, store: _signalling);
        await _store.DeleteAsync(Key, etag, Cancellation);
        var change = waiter.NextChange;
        _time.Advance(ChangePump.Interval);
        await change.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task What_was_written_during_an_outage_is_signalled_after_it()
    {
        using var waiter = _waiters.TryEnter(Key.Partition)!;
        var change = waiter.NextChange;
        _store.IsDown = true;
        await WriteAsync(Key);
        await PassAsync();
        Assert.False(change.IsCompleted);
        _store.IsDown = false;
        _time.Advance(ChangePump.Interval);
        await change.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task An_outage_is_logged_once_and_so_is_its_end()
    {
        _store.IsDown = true;
        for (var i = 0; i < 3; i++) await PassAsync();
        _store.IsDown = false;
        for (var i = 0; i < 3; i++) await PassAsync();
        Assert.Equal(["Changes of the store cannot", "Changes of the store are"], _logs.Messages.Select(message => string.Join(' ', message.Split(' ')[..5])));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<string> WriteAsync(DocumentKey key, string? expected = null, IDocumentStore? store = null) =>
        (await (store ?? _store).WriteAsync(new Document(key, Guid.NewGuid().ToString(), null, new byte[1]), expected, Cancellation))!;

    /// <summary>Lets the pump go round once.</summary>
    private async Task PassAsync()
    {
        var asked = _store.NextAsk;
        _time.Advance(ChangePump.Interval);
        await asked.WaitAsync(Cancellation);
    }

    /// <summary>A store that tells when it was asked for changes, and may not answer that.</summary>
    private sealed class FailingStore : IDocumentStore
    {
        private readonly MemoryDocumentStore _inner = new();
        private TaskCompletionSource _asked = new();

        public bool IsDown { get; set; }

        /// <summary>Completes once a round has got all there is, or nothing.</summary>
        public Task NextAsk => _asked.Task;

        public async ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken)
        {
            var page = await _inner.ChangesAsync(continuation, cancellationToken);
            if (IsDown || page.Changes.Count == 0) Interlocked.Exchange(ref _asked, new TaskCompletionSource()).SetResult();
            return IsDown ? throw new StoreUnavailableException("down") : page;
        }

        public ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) =>
            _inner.WriteAsync(document, expected, cancellationToken);

        public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
            _inner.DeleteAsync(key, expected, cancellationToken);

        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) => _inner.ReadAsync(key, cancellationToken);

        public ValueTask<DocumentPage> ListAsync(
            string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
            _inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);

        public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
            _inner.DueAsync(idPrefix, now, limit, cancellationToken);
    }
}
