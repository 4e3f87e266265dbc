using System.Globalization;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Markers;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Jobs;

/// <summary>The purge with Hangfire's storage in a real PostgreSQL, which may go away.</summary>
public sealed class PostgreSqlJobTests : IAsyncLifetime
{
    private const string Runs = "SELECT count(*) FROM hangfire.job WHERE statename = 'Succeeded'";

    private readonly ServiceDirectory _directory = new();
    private PostgreSqlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PostgreSqlServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_Hangfire_keeps_names_the_job_and_holds_no_argument_and_nothing_of_what_users_wrote()
    {
        var resources = new MarkedResources();
        await using var service = await StartAsync(_directory);
        foreach (var (path, body) in resources.Bodies) await service.Client.SetUpAsync(path, body);
        await UntilHealthyAsync(service);
        await TriggerAsync();

        var dump = await _server.DumpAsync();
        Assert.Contains("PurgeJob", dump, StringComparison.Ordinal);
        Assert.Equal("[]", await _server.QueryAsync("SELECT DISTINCT arguments FROM hangfire.job"));
        Assert.False(new MarkerSearch(resources.Markers).Finds(dump), "A marker is in the storage of jobs.");
        Assert.DoesNotContain("subscriptions", dump, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Secrets_that_fall_due_are_purged_and_leave_no_trace_in_what_Hangfire_keeps()
    {
        using var agent = new Agent();
        await using var service = await StartAsync(_directory, "--Secrets:Retention=00:00:40");
        var traffic = new SecretTraffic(service.Client, agent);
        await traffic.SendAsync();
        await UntilHealthyAsync(service);
        var rows = new SecretRows(_directory);
        await Poll.UntilAsync("the secrets to be due", () => Task.FromResult(rows.NotYetDue() == 0));
        await TriggerAsync();
        await Poll.UntilAsync("the purge", () => Task.FromResult(rows.Count() == 0));

        Assert.False(new MarkerSearch([.. traffic.Secrets, .. traffic.KnownHosts]).Finds(await _server.DumpAsync()), "A secret is in the storage of jobs.");
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task A_killed_service_takes_its_jobs_up_again_and_two_share_them()
    {
        using var second = new ServiceDirectory();
        await using (var killed = await StartAsync(_directory))
        {
            await UntilHealthyAsync(killed);
            await TriggerAsync();
            await killed.KillAsync();
        }

        await using var one = await StartAsync(_directory);
        await using var two = await StartAsync(second);
        await UntilHealthyAsync(one);
        await UntilHealthyAsync(two);
        await TriggerAsync();
        Assert.Equal("1", await _server.QueryAsync("SELECT count(*) FROM hangfire.set WHERE key = 'recurring-jobs' AND value = 'purge-expired-secrets'"));
        Assert.Equal("0", await _server.QueryAsync("SELECT count(*) FROM hangfire.job WHERE statename = 'Failed'"));
    }

    [Fact]
    public async Task A_service_starts_and_serves_while_its_PostgreSQL_is_down_and_uses_it_once_it_is_there()
    {
        await _server.StopAsync();
        await using var service = await StartAsync(_directory);
        Assert.Equal("Degraded", await JobsAsync(service));
        await service.Client.SetUpAsync(Arm.Group("g"), Arm.GroupBody());
        Assert.Contains("The storage of jobs (Jobs:Storage) does not answer", service.Output, StringComparison.Ordinal);

        await _server.ResumeAsync();
        await UntilHealthyAsync(service);
        await TriggerAsync();
    }

    private string[] Settings => ["--Jobs:Storage=PostgreSql", $"--Jobs:ConnectionString={_server.ConnectionString}"];

    private Task<ServiceProcess> StartAsync(ServiceDirectory directory, params string[] settings) =>
        ServiceProcess.StartAsync(directory, [.. Settings, .. settings]);

    private static Task UntilHealthyAsync(ServiceProcess service) =>
        Poll.UntilAsync("the storage of jobs to answer", async () => await JobsAsync(service) == "Healthy");

    private static async Task<string?> JobsAsync(ServiceProcess service)
    {
        var answer = await service.Client.GetStringAsync("/healthz/ready", TestContext.Current.CancellationToken);
        return (string?)JsonNode.Parse(answer)!["checks"]!["jobs"];
    }

    /// <summary>Has the job fall due now, and waits until it has run.</summary>
    private async Task TriggerAsync()
    {
        var before = int.Parse(await _server.QueryAsync(Runs), CultureInfo.InvariantCulture);
        await _server.QueryAsync("UPDATE hangfire.set SET score = 1 WHERE key = 'recurring-jobs'; UPDATE hangfire.hash SET value = '1' WHERE key = 'recurring-job:purge-expired-secrets' AND field = 'NextExecution'");
        await Poll.UntilAsync("the purge to run", async () =>
            int.Parse(await _server.QueryAsync(Runs), CultureInfo.InvariantCulture) > before);
    }
}
