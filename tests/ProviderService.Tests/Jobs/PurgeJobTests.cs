using System.Text;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Jobs;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.SourceControlConfigurations;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Jobs;

/// <summary>The purge as Hangfire runs it, with its storage in memory.</summary>
public sealed class PurgeJobTests(TestService service) : IClassFixture<TestService>, IDisposable
{
    private const string Marker = "hunter2-of-the-job-tests";

    private readonly ClusterKeyPair _pair = new();

    private JobStorage Storage => service.Services.GetRequiredService<JobStorage>();

    public void Dispose() => _pair.Dispose();

    [Fact]
    public async Task It_purges_what_is_due_and_Hangfire_keeps_its_name_and_nothing_of_what_it_worked_on()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync(Marker);
        service.Time.Advance(new TimeSpan(47, 58, 0));
        await RunAsync();
        Assert.Empty(await cluster.StoredAsync());

        var kept = Kept();
        Assert.Contains(nameof(PurgeJob), kept, StringComparison.Ordinal);
        Assert.Contains(SucceededState.StateName, kept, StringComparison.Ordinal);
        foreach (var text in (string[])[Marker, Convert.ToBase64String(Encoding.UTF8.GetBytes(Marker)), "subscriptions", "secret:"])
            Assert.DoesNotContain(text, kept, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The server ends only after what the job came to is written.</summary>
    private async Task RunAsync()
    {
        var jobs = new RecurringJobManager(Storage);
        jobs.AddOrUpdate(PurgeJob.Id, Job.FromExpression<PurgeJob>(job => job.RunAsync()), Cron.Minutely());
        jobs.Trigger(PurgeJob.Id);
        var end = new End();
        var options = new BackgroundJobServerOptions
        {
            WorkerCount = 1,
            Activator = new AspNetCoreJobActivator(service.Services.GetRequiredService<IServiceScopeFactory>()),
            FilterProvider = new JobFilterCollection { end },
        };
        using var server = new BackgroundJobServer(options, Storage);
        Assert.Equal(SucceededState.StateName, await end.Reached.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>All that can be asked of a storage.</summary>
    private string Kept()
    {
        var monitor = Storage.GetMonitoringApi();
        using var connection = Storage.GetConnection();
        var text = new StringBuilder();
        foreach (var server in monitor.Servers()) text.AppendLine($"{server.Name} {string.Join(' ', server.Queues)}");
        foreach (var (name, value) in connection.GetAllEntriesFromHash($"recurring-job:{PurgeJob.Id}")) text.AppendLine($"{name} {value}");
        foreach (var (id, _) in monitor.SucceededJobs(0, int.MaxValue)) Describe(monitor.JobDetails(id), text);
        return text.ToString();
    }

    private static void Describe(JobDetailsDto job, StringBuilder text)
    {
        text.AppendLine(InvocationData.SerializeJob(job.Job).SerializePayload());
        foreach (var (name, value) in job.Properties) text.AppendLine($"{name} {value}");
        foreach (var state in job.History) text.AppendLine($"{state.StateName} {state.Reason} {string.Join(' ', state.Data.Select(pair => $"{pair.Key} {pair.Value}"))}");
    }

    private sealed class End : IApplyStateFilter
    {
        public TaskCompletionSource<string> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
            if (context.NewState.IsFinal || context.NewState is FailedState) Reached.TrySetResult(context.NewState.Name);
        }

        public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
        }
    }
}
