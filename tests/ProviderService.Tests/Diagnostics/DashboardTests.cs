using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Architecture;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Diagnostics;

/// <summary>infra/dashboards/providerservice.json asks only for what the service exposes.</summary>
public sealed partial class DashboardTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Every_metric_of_the_dashboard_is_exposed()
    {
        using var client = service.SignedIn();
        await new MarkedTraffic().SendAsync(client);
        await TestAgent.WakeAsync(service);
        await service.PurgeAsync();
        var exposed = (await MetricsPage.ReadAsync(client)).Names;
        Assert.Equal([], Queries().SelectMany(MetricsOf).Where(TestBackend.Exposes).Except(exposed));
    }

    [Fact]
    public void Every_query_of_the_dashboard_names_a_metric() => Assert.All(Queries(), query => Assert.NotEmpty(MetricsOf(query)));

    [Fact]
    public void The_dashboard_shows_every_metric_of_the_service_itself()
    {
        var shown = Queries().SelectMany(MetricsOf).Where(name => name.StartsWith("providerservice_", StringComparison.Ordinal));
        Assert.Equal(
            [
                "providerservice_cosmos_request_charge_count",
                "providerservice_cosmos_request_charge_sum",
                "providerservice_desired_state_polls",
                "providerservice_desired_state_wake_duration_seconds_bucket",
                "providerservice_desired_state_wake_duration_seconds_count",
                "providerservice_envelope_operations_total",
                "providerservice_keyvault_operations_total",
                "providerservice_secrets_held",
                "providerservice_secrets_oldest_age_seconds",
                "providerservice_secrets_overdue_seconds",
                "providerservice_secrets_purge_duration_seconds_bucket",
                "providerservice_secrets_purge_duration_seconds_count",
                "providerservice_secrets_purged_total",
                "providerservice_sqlite_commit_size_count",
                "providerservice_sqlite_commit_size_sum",
                "providerservice_store_io_bytes_total",
                "providerservice_store_operation_duration_seconds_bucket",
                "providerservice_store_operation_duration_seconds_count",
                "providerservice_validation_faults_total",
            ],
            shown.Distinct().Order());
    }

    private static IReadOnlyList<string> Queries()
    {
        var dashboard = JsonNode.Parse(SourceTree.Read("infra/dashboards/providerservice.json"))!;
        var targets = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? []);
        return [.. targets.Select(target => (string)target!["expr"]!)];
    }

    private static IEnumerable<string> MetricsOf(string query) => Metric().Matches(query).Select(match => match.Value);

    [GeneratedRegex(@"\b(?:providerservice|http_server|dotnet|aspnetcore|kestrel)_\w+")]
    private static partial Regex Metric();
}
