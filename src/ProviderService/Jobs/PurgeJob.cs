using Hangfire;

namespace ProviderService.Jobs;

/// <summary>The purge as Hangfire calls it: without arguments, so that its storage holds the name of this method and no more.</summary>
internal sealed class PurgeJob(SharedPurge purge, IHostApplicationLifetime lifetime)
{
    public const string Id = "purge-expired-secrets";

    /// <summary>One that fails is not tried again, since the next is due within a minute.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync() => purge.RunAsync(lifetime.ApplicationStopping);
}
