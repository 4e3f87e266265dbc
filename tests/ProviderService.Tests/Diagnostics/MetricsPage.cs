using System.Text.RegularExpressions;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Diagnostics;

/// <summary>What <c>/metrics</c> answers, read as the Prometheus text format.</summary>
internal sealed partial class MetricsPage
{
    private MetricsPage(string text) => Samples =
        [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => Sample.Parse(SampleLine().Match(line)))];

    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>The names of the samples; a histogram has three.</summary>
    public IEnumerable<string> Names => Samples.Select(sample => sample.Name).Distinct();

    public static async Task<MetricsPage> ReadAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        return new MetricsPage(await response.EnsureSuccessStatusCode().ReadTextAsync());
    }

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex HistogramSuffix();

    [GeneratedRegex("""^(\w+)(?:\{(?:(\w+)="((?:[^"\\]|\\.)*)",?)*\})? \S+$""")]
    private static partial Regex SampleLine();

    /// <summary>One line: a name and labels with their values.</summary>
    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels)
    {
        public static Sample Parse(Match line)
        {
            Assert.True(line.Success);
            var labels = line.Groups[2].Captures.Zip(line.Groups[3].Captures);
            return new Sample(line.Groups[1].Value, labels.ToDictionary(label => label.First.Value, label => label.Second.Value));
        }

        /// <summary>The name of the metric that the sample is of.</summary>
        public string Metric => HistogramSuffix().Replace(Name, "");
    }
}
