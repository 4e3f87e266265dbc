using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ProviderService.Core.Storage;

/// <summary>The spans and figures of the store. Costs next to nothing while nobody listens.</summary>
internal static class StorageInstrumentation
{
    private const string Name = "ProviderService.Storage";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "providerservice.store.operation.duration", "s", "Duration of store operations.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
        });

    public static readonly Counter<long> Bytes = Meter.CreateCounter<long>(
        "providerservice.store.io", "By", "Bytes of document bodies read and written.");

    public static bool IsListenedTo => Duration.Enabled || Bytes.Enabled || Source.HasListeners();
}
