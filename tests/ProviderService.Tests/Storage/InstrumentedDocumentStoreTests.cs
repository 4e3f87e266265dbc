using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ProviderService.Core.Storage;
using ProviderService.StoreContract;
using ProviderService.Tests.Diagnostics;

namespace ProviderService.Tests.Storage;

public sealed class InstrumentedDocumentStoreTests
{
    private const string Duration = "providerservice.store.operation.duration";
    private const string Bytes = "providerservice.store.io";

    private static readonly DocumentKey Key = new("/subscriptions/s/resourcegroups/g", "cluster");

    private readonly FakeTimeProvider _time = new();
    private readonly InstrumentedDocumentStore _store;

    public InstrumentedDocumentStoreTests() => _store = new InstrumentedDocumentStore(new SlowStore(new MemoryDocumentStore(), _time), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_is_measured_by_name_and_outcome()
    {
        using var recorder = new Recorder();
        var etag = await WriteAsync(null);
        await WriteAsync(null);
        await _store.ReadAsync(Key, Cancellation);
        await _store.ReadAsync(Key with { Id = "other" }, Cancellation);
        await _store.ListAsync(Key.Partition, "", null, 10, Cancellation);
        await _store.DueAsync("", DateTimeOffset.MaxValue, 10, Cancellation);
        await _store.ChangesAsync(null, Cancellation);
        await _store.DeleteAsync(Key, etag!, Cancellation);
        await _store.DeleteAsync(Key, etag!, Cancellation);

        Assert.Equal(
            [
                "operation=write outcome=written", "operation=write outcome=conflict",
                "operation=read outcome=found", "operation=read outcome=absent",
                "operation=list outcome=found", "operation=due outcome=found", "operation=changes outcome=found",
                "operation=delete outcome=deleted", "operation=delete outcome=conflict",
            ],
            recorder.Of(Duration).Select(measured => measured.Labels));
    }

    [Fact]
    public async Task A_duration_is_in_seconds()
    {
        using var recorder = new Recorder();
        await _store.ReadAsync(Key, Cancellation);
        Assert.Equal(SlowStore.Duration.TotalSeconds, Assert.Single(recorder.Of(Duration)).Value);
    }

    [Fact]
    public async Task The_bytes_that_were_moved_are_counted_by_operation()
    {
        using var recorder = new Recorder();
        await WriteAsync(null, size: 100);
        await WriteAsync("stale", size: 1000);
        await _store.ReadAsync(Key, Cancellation);
        await _store.ListAsync(Key.Partition, "", null, 10, Cancellation);
        Assert.Equal([(100, "operation=write"), (100, "operation=read"), (100, "operation=list")], recorder.Of(Bytes));
    }

    [Fact]
    public async Task A_failure_is_passed_on_and_measured()
    {
        using var recorder = new Recorder();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Failing(new StoreUnavailableException("gone")).ReadAsync(Key, Cancellation).AsTask());
        Assert.Equal("operation=read outcome=failed", Assert.Single(recorder.Of(Duration)).Labels);
    }

    [Fact]
    public async Task A_caller_that_gave_up_is_no_failure_of_the_store()
    {
        using var recorder = new Recorder();
        var gaveUp = new CancellationToken(canceled: true);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Failing(new OperationCanceledException(gaveUp)).ReadAsync(Key, gaveUp).AsTask());
        Assert.Equal("operation=read outcome=cancelled", Assert.Single(recorder.Of(Duration)).Labels);
    }

    [Fact]
    public async Task A_span_names_partition_id_and_outcome_and_belongs_to_its_caller()
    {
        using var recorder = new Recorder();
        using var request = new Activity("request").Start();
        await WriteAsync(null, size: 3);
        var span = Assert.Single(recorder.Spans);
        Assert.Equal(("store.write", request.SpanId, ActivityStatusCode.Unset), (span.OperationName, span.ParentSpanId, span.Status));
        Assert.Equal(
            ["providerservice.store.bytes=3", "providerservice.store.id=cluster", "providerservice.store.outcome=written", $"providerservice.store.partition={Key.Partition}"],
            span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order());
    }

    [Fact]
    public async Task The_span_of_a_failure_says_so()
    {
        using var recorder = new Recorder();
        using var request = new Activity("request").Start();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Failing(new StoreUnavailableException("gone")).ReadAsync(Key, Cancellation).AsTask());
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(recorder.Spans).Status);
    }

    [Fact]
    public async Task What_belongs_to_no_trace_starts_none()
    {
        using var recorder = new Recorder();
        await _store.ReadAsync(Key, Cancellation);
        Assert.Empty(recorder.Spans);
    }

    [Fact]
    public async Task The_callers_span_is_current_again_afterwards()
    {
        using var recorder = new Recorder();
        using var request = new Activity("request").Start();
        await _store.ReadAsync(Key, Cancellation);
        Assert.Same(request, Activity.Current);
    }

    private ValueTask<string?> WriteAsync(string? expected, int size = 1) =>
        _store.WriteAsync(new Document(Key, Guid.NewGuid().ToString("N"), null, Encoding.UTF8.GetBytes(new string('x', size))), expected, Cancellation);

    private InstrumentedDocumentStore Failing(Exception exception) => new(new SlowStore(new MemoryDocumentStore(), _time) { Failure = exception }, _time);

    /// <summary>A store whose reads take their time, or fail.</summary>
    private sealed class SlowStore(IDocumentStore inner, FakeTimeProvider time) : IDocumentStore
    {
        public static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(250);

        public Exception? Failure { get; init; }

        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
        {
            if (Failure is not null) throw Failure;
            time.Advance(Duration);
            return inner.ReadAsync(key, cancellationToken);
        }

        public ValueTask<string?> WriteAsync(Document document, string? expected, CancellationToken cancellationToken) =>
            inner.WriteAsync(document, expected, cancellationToken);

        public ValueTask<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellationToken) =>
            inner.DeleteAsync(key, expected, cancellationToken);

        public ValueTask<DocumentPage> ListAsync(
            string partition, string idPrefix, string? continuation, int limit, CancellationToken cancellationToken) =>
            inner.ListAsync(partition, idPrefix, continuation, limit, cancellationToken);

        public ValueTask<IReadOnlyList<StoredDocument>> DueAsync(string idPrefix, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
            inner.DueAsync(idPrefix, now, limit, cancellationToken);

        public ValueTask<ChangePage> ChangesAsync(string? continuation, CancellationToken cancellationToken) =>
            inner.ChangesAsync(continuation, cancellationToken);
    }
}
