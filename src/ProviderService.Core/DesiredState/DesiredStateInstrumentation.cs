using System.Diagnostics.Metrics;

namespace ProviderService.Core.DesiredState;

/// <summary>The figures of those who wait.</summary>
public static class DesiredStateInstrumentation
{
    private static readonly Meter Meter = new("ProviderService.DesiredState");

    internal static readonly UpDownCounter<long> Held = Meter.CreateUpDownCounter<long>(
        "providerservice.desired_state.polls", "{poll}", "Long polls that are held.");

    private static readonly Histogram<double> Wake = Meter.CreateHistogram(
        "providerservice.desired_state.wake.duration", "s", "From a change to what its agent is answered, or to finding that there is nothing new.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
        });

    /// <summary>Records that a poll was woken.</summary>
    /// <param name="took">Since the change.</param>
    /// <param name="changed">Whether there was anything new for the agent.</param>
    public static void Woken(TimeSpan took, bool changed) => Wake.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", changed ? "changed" : "unchanged"));
}
