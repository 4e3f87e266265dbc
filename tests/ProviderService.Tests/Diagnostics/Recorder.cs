using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProviderService.Tests.Diagnostics;

/// <summary>Listens to the service's spans and meters, but only to what the flow that made it causes: other tests run beside it.</summary>
internal sealed class Recorder : IDisposable
{
    private static readonly AsyncLocal<Recorder?> Current = new();

    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly List<Activity> _ended = [];
    private readonly List<Measurement> _measurements = [];

    /// <summary>Starts to listen in the caller's flow.</summary>
    public Recorder()
    {
        Current.Value = this;
        _spans = new ActivityListener
        {
            ShouldListenTo = source => IsOurs(source.Name),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter.Name)) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>The spans that have ended.</summary>
    public IReadOnlyList<Activity> Spans => _ended;

    /// <summary>What one instrument was told, its labels in one line.</summary>
    public IEnumerable<(double Value, string Labels)> Of(string instrument) =>
        from measurement in _measurements
        where measurement.Instrument == instrument
        select (measurement.Value, measurement.Labels);

    public void Dispose()
    {
        Current.Value = null;
        _spans.Dispose();
        _meters.Dispose();
    }

    private static bool IsOurs(string name) => name.StartsWith("ProviderService.", StringComparison.Ordinal);

    private void Add(Activity span)
    {
        if (Current.Value == this) _ended.Add(span);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Current.Value != this) return;
        var labels = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_measurements) _measurements.Add(new Measurement(instrument.Name, value, labels));
    }

    private sealed record Measurement(string Instrument, double Value, string Labels);
}
