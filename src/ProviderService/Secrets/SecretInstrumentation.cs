using System.Diagnostics.Metrics;

namespace ProviderService.Secrets;

/// <summary>The figures of credentials and their purge.</summary>
internal static class SecretInstrumentation
{
    private static readonly Meter Meter = new("ProviderService.Secrets");

    public static readonly Counter<long> Purged = Meter.CreateCounter<long>(
        "providerservice.secrets.purged", "{secret}", "Secrets deleted by the purge.");

    public static readonly Histogram<double> PurgeDuration = Meter.CreateHistogram(
        "providerservice.secrets.purge.duration", "s", "Duration of the runs of the purge.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 0.1, 1, 10, 60, 600] });

    public static readonly Gauge<double> Overdue = Meter.CreateGauge<double>(
        "providerservice.secrets.overdue", "s", "How long the longest overdue secret that the last purge had to leave has been due; 0 for none.");

    public static readonly Gauge<long> Held = Meter.CreateGauge<long>(
        "providerservice.secrets.held", "{secret}", "Secrets that the last purge left, counted up to 1,024.");

    public static readonly Gauge<double> OldestAge = Meter.CreateGauge<double>(
        "providerservice.secrets.oldest.age", "s", "Time since the oldest secret that the last purge left was supplied, of the 1,024 that are due first; 0 for none.");

    /// <summary>What an earlier run here found is out of date once another replica purges.</summary>
    public static void LeaveToAnother()
    {
        Overdue.Record(0);
        Held.Record(0);
        OldestAge.Record(0);
    }
}
