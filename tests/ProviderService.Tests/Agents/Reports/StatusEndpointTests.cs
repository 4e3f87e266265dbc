using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hostile;
using ProviderService.Tests.Hosting;
using static ProviderService.Tests.Agents.Reports.ReportingAgent;

namespace ProviderService.Tests.Agents.Reports;

/// <summary>What agents report, and what configurations show of it.</summary>
public sealed class StatusEndpointTests(TestService service) : AgentTests(service), IClassFixture<TestService>
{
    [Fact]
    public async Task A_report_is_shown_in_the_recorded_form()
    {
        Assert.Equal(HttpStatusCode.NoContent, await Agent.InstallAsync("cfg"));
        using var response = await Agent.Cluster.GetAsync("cfg");
        Assert.Contains(
            """"complianceStatus":{"complianceState":"Installed","lastConfigApplied":"2039-12-31T23:59:58.12+00:00","message":"{\"OperatorMessage\":\"a=\\\"b+c'd/é\\\"\\nnext\",\"ClusterState\":\"done\",\"LastGitCommitInformation\":\"\",\"MostRecentEventsFromFlux\":[],\"ErrorsInTheLastSynced\":\"\"}","messageLevel":"Information"},"""",
            await response.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2019-11-01-preview")]
    [InlineData("2020-07-01-preview")]
    [InlineData("2022-03-01")]
    [InlineData("2023-05-01")]
    public async Task Every_version_shows_it(string version)
    {
        await Agent.InstallAsync("cfg");
        var properties = (await Agent.Cluster.ReadAsync("cfg", version))["properties"]!;
        Assert.Equal("Installed", (string?)properties["complianceStatus"]!["complianceState"]);
        Assert.Equal("ssh-rsa AAAA root@flux", (string?)properties["repositoryPublicKey"]);
    }

    [Fact]
    public async Task A_report_without_words_shows_those_of_a_configuration_that_was_never_reported_on()
    {
        await Agent.InstallAsync("cfg", """{"complianceState":"failed","lastConfigApplied":null,"operatorMessage":null}""");
        var status = (await Agent.Cluster.ReadAsync("cfg"))["properties"]!["complianceStatus"]!;
        Assert.Equal(
            ("Failed", "0001-01-01T00:00:00+00:00", """{"OperatorMessage":null,"ClusterState":null}"""),
            ((string?)status["complianceState"], (string?)status["lastConfigApplied"], (string?)status["message"]));
    }

    [Fact]
    public async Task A_report_is_a_change_by_the_agent_and_moves_the_configuration_to_the_front()
    {
        await Agent.Cluster.PutAsync("a");
        Service.Time.Advance(TimeSpan.FromSeconds(1));
        await Agent.Cluster.PutAsync("b");
        Service.Time.Advance(TimeSpan.FromSeconds(1));
        await Agent.ReportOnAsync("a");
        var listed = await Agent.Cluster.ListAsync();
        Assert.Equal(["a", "b"], listed.Select(one => (string?)one!["name"]));
        var data = listed[0]!["systemData"]!;
        Assert.Equal(
            (Service.Time.GetUtcNow(), "agent", "Application"),
            ((DateTimeOffset)data["lastModifiedAt"]!, (string?)data["lastModifiedBy"], (string?)data["lastModifiedByType"]));
    }

    [Fact]
    public async Task What_agents_report_leaves_the_entity_tag_alone()
    {
        using var created = await Agent.Cluster.PutAsync("cfg");
        await Agent.ReportOnAsync("cfg");
        using var read = await Agent.Cluster.GetAsync("cfg");
        Assert.Equal(created.Headers.ETag, read.Headers.ETag);
    }

    [Fact]
    public async Task An_agents_report_is_nothing_that_its_own_desired_state_tells_it()
    {
        await Agent.Cluster.PutAsync("cfg");
        using var before = await Agent.GetAsync();
        await Agent.ReportOnAsync("cfg");
        using var after = await Agent.GetAsync();
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task After_a_change_of_meaning_nothing_is_reported_yet()
    {
        await Agent.InstallAsync("cfg");
        await Agent.Cluster.PutAsync("cfg", """{"operatorParams":"--git-branch=b"}""");
        var configuration = await Agent.Cluster.ReadAsync("cfg");
        Assert.Equal(("Pending", ""), (StateOf(configuration), (string?)configuration["properties"]!["repositoryPublicKey"]));
        Assert.Equal("Pending", StateOf(Assert.Single(await Agent.Cluster.ListAsync())!));
    }

    [Fact]
    public async Task An_update_that_changes_no_meaning_keeps_what_was_reported()
    {
        await Agent.InstallAsync("cfg");
        using var response = await Agent.Cluster.PutAsync("cfg", """{"operatorParams":" --git-readonly "}""");
        Assert.Equal("Installed", StateOf(await response.ReadJsonAsync()));
    }

    [Fact]
    public async Task A_late_report_replaces_the_failure_of_waiting_for_one()
    {
        await Agent.Cluster.PutAsync("cfg");
        Service.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal("Failed", StateOf(await Agent.Cluster.ReadAsync("cfg")));
        await Agent.ReportOnAsync("cfg");
        Assert.Equal("Installed", StateOf(await Agent.Cluster.ReadAsync("cfg")));
    }

    [Theory]
    [InlineData("generation", "0")]
    [InlineData("generation", "2")]
    [InlineData("uid", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("name", "\"other\"")]
    public async Task A_report_on_what_a_configuration_is_not_is_refused(string member, string value)
    {
        await Agent.Cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.Conflict, await Agent.ReportOnAsync("cfg", change: item => item[member] = JsonNode.Parse(value)));
        Assert.Equal("Pending", StateOf(await Agent.Cluster.ReadAsync("cfg")));
    }

    [Fact]
    public async Task A_refused_report_changes_nothing_and_names_all_that_is_outdated()
    {
        await Agent.InstallAsync("a", """{"complianceState":"Pending"}""");
        await Agent.Cluster.PutAsync("b");
        var (fresh, outdated) = (await Agent.ItemAsync("a"), await Agent.ItemAsync("b"));
        await Agent.Cluster.PutAsync("b", """{"operatorParams":"--git-branch=b"}""");
        var report = JsonNode.Parse(Report(fresh, outdated))!;
        report["agentVersion"] = "9";
        var before = await StoreContents.PresentAsync(Service);
        using var response = await Agent.ReportAsync(report.ToJsonString());
        var error = (await response.ReadJsonAsync())["error"]!;
        Assert.Equal((HttpStatusCode.Conflict, "OutdatedReport"), (response.StatusCode, (string?)error["code"]));
        Assert.Equal(["configurations[1]"], error["details"]!.AsArray().Select(detail => (string?)detail!["target"]));
        Assert.Empty(await StoreContents.ChangesAsync(Service, before));
    }

    [Fact]
    public async Task A_report_that_says_nothing_new_writes_nothing()
    {
        await Agent.InstallAsync("cfg");
        var before = await StoreContents.PresentAsync(Service);
        Service.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NoContent, await Agent.ReportOnAsync("cfg"));
        Assert.Empty(await StoreContents.ChangesAsync(Service, before));
    }

    [Fact]
    public async Task All_faults_of_a_report_are_named_at_once()
    {
        using var response = await Agent.ReportAsync(
            """{"totalNodeCount":-1,"agentVersion":7,"configurations":[{"name":"a","uid":"x","generation":1.5,"complianceState":"Fine","lastConfigApplied":"2026-03-01T12:00:00"},{}]}""");
        var error = (await response.ReadJsonAsync())["error"]!;
        Assert.Equal((HttpStatusCode.BadRequest, "ValidationFailed"), (response.StatusCode, (string?)error["code"]));
        Assert.Equal(
            [
                "agentVersion", "configurations[0].complianceState", "configurations[0].generation", "configurations[0].lastConfigApplied", "configurations[0].uid",
                "configurations[1].complianceState", "configurations[1].generation", "configurations[1].name", "configurations[1].uid", "totalNodeCount",
            ],
            error["details"]!.AsArray().Select(detail => (string)detail!["target"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("operatorMessage", 32 * 1024)]
    [InlineData("errorsInTheLastSynced", 32 * 1024)]
    [InlineData("clusterState", 8 * 1024)]
    [InlineData("lastGitCommitInformation", 8 * 1024)]
    [InlineData("repositoryPublicKey", 8 * 1024)]
    public async Task Texts_have_their_bounds(string member, int most)
    {
        await Agent.Cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.NoContent, await Agent.ReportOnAsync("cfg", change: item => item[member] = new string('x', most)));
        Assert.Equal(HttpStatusCode.BadRequest, await Agent.ReportOnAsync("cfg", change: item => item[member] = new string('x', most + 1)));
    }

    [Fact]
    public async Task A_report_on_more_configurations_than_a_cluster_can_have_is_refused()
    {
        using var response = await Agent.ReportAsync(Report([.. Enumerable.Range(0, 101).Select(_ => new JsonObject())]));
        Assert.Equal("configurations", (string?)(await response.ReadJsonAsync())["error"]!["target"]);
    }

    [Fact]
    public async Task A_report_that_names_a_configuration_twice_is_refused()
    {
        await Agent.Cluster.PutAsync("cfg");
        var item = await Agent.ItemAsync("cfg");
        using var response = await Agent.ReportAsync(Report(item, item.DeepClone().AsObject()));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task What_was_reported_goes_with_the_configuration()
    {
        await Agent.InstallAsync("cfg");
        (await Agent.Cluster.DeleteAsync("cfg")).EnsureSuccessStatusCode();
        Assert.Empty(await StatusesAsync());
        await Agent.Cluster.PutAsync("cfg");
        Assert.Equal("Pending", StateOf(await Agent.Cluster.ReadAsync("cfg")));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_report_on_a_configuration_that_is_deleted_meanwhile()
    {
        await Agent.Cluster.PutAsync("cfg");
        Service.Interception.Matches = key => key.Id.StartsWith("status:", StringComparison.Ordinal);
        Service.Interception.BeforeWrite = async () => await Agent.Cluster.DeleteAsync("cfg");
        await Agent.ReportOnAsync("cfg");
        Assert.Empty(await StatusesAsync());
    }

    [Fact]
    public async Task Nothing_is_left_of_a_report_to_a_cluster_that_is_deleted_meanwhile()
    {
        await Agent.Cluster.PutAsync("cfg");
        Service.Interception.Matches = key => key.Id.StartsWith("status:", StringComparison.Ordinal);
        Service.Interception.BeforeWrite = async () =>
        {
            await Agent.Cluster.DeleteAsync();
            await Service.SweepAsync();
        };
        await Agent.ReportOnAsync("cfg");
        Assert.Empty(await StoreContents.OfAsync(Service, Agent.Cluster.Id.ToLowerInvariant()));
    }

    [Fact]
    public async Task A_request_of_the_agent_is_a_sign_of_life()
    {
        using var polled = await Agent.GetAsync();
        using var response = await Agent.Cluster.SendAsync(HttpMethod.Get, Agent.Cluster.Id, "2024-01-01");
        Assert.Equal("Connected", (string?)(await response.ReadJsonAsync())["properties"]!["connectivityStatus"]);
    }

    [Fact]
    public async Task Facts_about_the_cluster_are_shown_with_it()
    {
        using var reported = await Agent.ReportAsync("""{"agentVersion":"1.8.14","totalNodeCount":3}""");
        using var response = await Agent.Cluster.SendAsync(HttpMethod.Get, Agent.Cluster.Id, "2024-01-01");
        var shown = (await response.ReadJsonAsync())["properties"]!;
        Assert.Equal(("1.8.14", 3), ((string?)shown["agentVersion"], (int?)shown["totalNodeCount"]));
    }

    [Fact]
    public async Task Accepted_reports_are_too_dull_for_the_audit_log()
    {
        await Agent.InstallAsync("cfg");
        Assert.DoesNotContain(Service.Audit(), record => ((string)record["scope"]!).Contains("/status", StringComparison.Ordinal));
    }

    private async Task<IEnumerable<string>> StatusesAsync() =>
        (await StoreContents.OfAsync(Service, Agent.Cluster.Id.ToLowerInvariant())).Where(document => document.Contains("status:", StringComparison.Ordinal));
}
