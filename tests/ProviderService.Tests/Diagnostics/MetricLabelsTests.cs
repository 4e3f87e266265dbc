using System.Text.RegularExpressions;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Architecture;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;
using ProviderService.Tests.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Diagnostics;

/// <summary>The table of docs/operations.md is what operators build on: these metrics, with these labels.</summary>
[Collection(MetricsAlone.Name)]
public sealed partial class MetricLabelsTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Exactly_the_documented_metrics_have_exactly_the_documented_labels()
    {
        using var client = service.SignedIn();
        await OpenKnownHostsAsync(await new MarkedTraffic().SendAsync(client));
        await TestAgent.WakeAsync(service);
        await service.PurgeAsync();
        var page = await MetricsPage.ReadAsync(client);
        var exposed =
            from sample in page.Samples
            where sample.Name.StartsWith("providerservice_", StringComparison.Ordinal) || sample.Metric == "http_server_request_duration_seconds"
            group sample.Labels.Keys.Where(label => label is not ("le" or "otel_scope_name")) by sample.Metric into metric
            orderby metric.Key
            select (metric.Key, string.Join(' ', metric.SelectMany(labels => labels).Distinct().Order()));
        Assert.Equal(Documented(), exposed);
    }

    [Fact]
    public async Task No_label_holds_what_a_caller_wrote()
    {
        using var client = service.SignedIn();
        var traffic = new MarkedTraffic();
        var cluster = await traffic.SendAsync(client);
        var group = cluster.GroupId.Split('/')[^1];
        var values = (await MetricsPage.ReadAsync(client)).Samples.SelectMany(sample => sample.Labels.Values).Distinct();
        Assert.Equal([], values.Where(value => traffic.IsMarked(value) || value.Contains(group, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Known hosts are opened each time; what has no end is remembered as it was sealed.</summary>
    private static async Task OpenKnownHostsAsync(TestCluster cluster)
    {
        (await cluster.PutAsync("cfg", $$"""{"sshKnownHostsContents":"{{CredentialCluster.SomeHosts}}"}""")).EnsureSuccessStatusCode();
        (await cluster.GetAsync("cfg")).EnsureSuccessStatusCode();
    }

    private static IEnumerable<(string Metric, string Labels)> Documented() =>
        from row in Row().Matches(SourceTree.Read("docs/operations.md"))
        where TestBackend.Exposes(row.Groups[1].Value)
        orderby row.Groups[1].Value
        select (row.Groups[1].Value, string.Join(' ', Word().Matches(row.Groups[2].Value).Select(word => word.Value).Order()));

    /// <summary>A row: name, unit, labels, meaning.</summary>
    [GeneratedRegex(@"^\| `((?:providerservice|http_server)_\w+)` \| [^|]+ \| ([^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
