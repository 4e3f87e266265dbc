using System.Diagnostics.Metrics;

namespace ProviderService.Embedded.Sqlite;

/// <summary>The figures of the SQLite store.</summary>
internal static class SqliteInstrumentation
{
    private static readonly Meter Meter = new("ProviderService.Embedded");

    /// <summary>Tells whether commits are grouped, which is what concurrent writes owe their speed to.</summary>
    public static readonly Histogram<int> CommitSize = Meter.CreateHistogram(
        "providerservice.sqlite.commit.size", "{write}", "Writes that shared one commit.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
}
