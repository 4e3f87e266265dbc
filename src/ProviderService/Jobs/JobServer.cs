using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Microsoft.Extensions.Options;

namespace ProviderService.Jobs;

/// <summary>
/// Hangfire: has its storage prepared, says what recurs, and works off what is due. Nothing waits for it; while the storage does not
/// answer, it is asked again and again.
/// </summary>
internal sealed class JobServer(
    JobStorage storage, JobStorageCheck health, IOptions<JobOptions> jobs, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<JobServer> logger)
    : BackgroundService
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        while (!Succeeds(Schedule)) await Task.Delay(AskInterval, time, stoppingToken);
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions { WorkerCount = 1, SchedulePollingInterval = PollInterval, Activator = new AspNetCoreJobActivator(scopes) }, storage);
        while (true)
        {
            await Task.Delay(AskInterval, time, stoppingToken);
            Succeeds(() => storage.GetMonitoringApi().Servers());
        }
    }

    /// <summary>Work that has begun would complain when the service turns out to have no address to listen on.</summary>
    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        // Elsewhere than in the callback, or the start would wait for the storage of jobs.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private void Schedule()
    {
        HangfireStorage.Prepare(jobs.Value);
        var recurring = new RecurringJobManager(storage);
        recurring.AddOrUpdate(PurgeJob.Id, Job.FromExpression<PurgeJob>(job => job.RunAsync()), Cron.Minutely());
        recurring.AddOrUpdate(ResealJob.Id, Job.FromExpression<ResealJob>(job => job.RunAsync()), ResealJob.Schedule);
    }

    /// <summary>Whatever goes wrong with the storage must not end the service.</summary>
    private bool Succeeds(Action ask)
    {
        try
        {
            ask();
            return health.Answers = true;
        }
        catch (Exception exception)
        {
            Log.JobStorageUnavailable(logger, exception);
            return health.Answers = false;
        }
    }
}
