using System.Diagnostics;

namespace ProviderService.Core.Storage;

/// <summary>One observed operation of a store, from its start until it is disposed of. One that was not completed counts as failed,
/// or as cancelled when its caller gave up.</summary>
internal sealed class StoreOperation : IDisposable
{
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellationToken;
    private readonly long _started;
    private readonly Activity? _span;
    private string? _outcome;

    private StoreOperation(string name, DocumentKey? key, TimeProvider time, CancellationToken cancellationToken)
    {
        _name = name;
        _time = time;
        _cancellationToken = cancellationToken;
        _started = time.GetTimestamp();
        _span = StartSpan(name, key);
    }

    /// <summary>Starts to observe.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="key">What it is about, if that is a partition; the id may be the start of one.</param>
    /// <param name="time">Measures.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns><see langword="null"/> while nobody listens.</returns>
    public static StoreOperation? Start(string name, DocumentKey? key, TimeProvider time, CancellationToken cancellationToken) =>
        StorageInstrumentation.IsListenedTo ? new StoreOperation(name, key, time, cancellationToken) : null;

    /// <summary>Says how it ended.</summary>
    /// <param name="outcome">One of a few words.</param>
    /// <param name="bytes">The bodies that were moved.</param>
    public void Complete(string outcome, long bytes = 0)
    {
        _outcome = outcome;
        _span?.SetTag("providerservice.store.bytes", bytes);
        if (bytes > 0) StorageInstrumentation.Bytes.Add(bytes, new KeyValuePair<string, object?>("operation", _name));
    }

    public void Dispose()
    {
        if (_outcome is null)
        {
            _outcome = _cancellationToken.IsCancellationRequested ? "cancelled" : "failed";
            _span?.SetStatus(ActivityStatusCode.Error);
        }

        StorageInstrumentation.Duration.Record(
            _time.GetElapsedTime(_started).TotalSeconds, new("operation", _name), new("outcome", _outcome));
        _span?.SetTag("providerservice.store.outcome", _outcome);
        _span?.Dispose();
    }

    /// <summary>Sweeps and pollers, which belong to no request, would only fill a trace store with spans that have no parent.</summary>
    private static Activity? StartSpan(string name, DocumentKey? key)
    {
        if (Activity.Current is null) return null;
        var span = StorageInstrumentation.Source.StartActivity($"store.{name}", ActivityKind.Client);
        if (span is { IsAllDataRequested: true } && key is { } about)
            span.SetTag("providerservice.store.partition", about.Partition).SetTag("providerservice.store.id", about.Id);
        return span;
    }
}
