namespace ProviderService.Jobs;

/// <summary>What runs in the background.</summary>
internal static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<DeletionSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<DeletionSweep>());
        services.AddSingleton<PurgeExpiredSecrets>();
        services.AddHostedService<PurgeSchedule>();
        return services;
    }
}
