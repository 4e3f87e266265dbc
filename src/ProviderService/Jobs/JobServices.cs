using Hangfire;
using Microsoft.Extensions.Options;
using ProviderService.Jobs.Dashboard;

namespace ProviderService.Jobs;

/// <summary>What runs in the background.</summary>
internal static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<DeletionSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<DeletionSweep>());
        services.AddSingleton<PurgeExpiredSecrets>().AddSingleton<SharedPurge>();
        services.AddHostedService<PurgeSchedule>();
        return services.AddHangfire().AddDashboard();
    }

    private static IServiceCollection AddHangfire(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section)
            .Validate(jobs => jobs.HasKnownStorage, "Jobs:Storage must be 'InMemory' or 'PostgreSql'.")
            .Validate(jobs => jobs.HasConnection, "Jobs:Storage is 'PostgreSql', so Jobs:ConnectionString must name its host (Host=...;Database=...;Username=...).")
            .ValidateOnStart();
        services.AddSingleton(provider => HangfireStorage.Create(provider.GetRequiredService<IOptions<JobOptions>>().Value));
        services.AddHangfire(_ => { }).AddTransient<PurgeJob>().AddTransient<ResealJob>().AddSingleton<JobStorageCheck>().AddHostedService<JobServer>();
        services.AddHealthChecks().AddCheck<JobStorageCheck>("jobs");
        return services;
    }
}
