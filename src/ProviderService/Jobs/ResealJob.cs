using Hangfire;
using ProviderService.Keys;

namespace ProviderService.Jobs;

/// <summary>The re-sealing of documents as Hangfire calls it: without arguments, and without anything to do while no key is to be retired.</summary>
internal sealed class ResealJob(ResealDocuments reseal, IHostApplicationLifetime lifetime)
{
    public const string Id = "reseal-documents";

    public const string Schedule = "*/5 * * * *";

    /// <summary>One that fails is not tried again, since the next is due soon.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync() => reseal.RunAsync(lifetime.ApplicationStopping);
}
