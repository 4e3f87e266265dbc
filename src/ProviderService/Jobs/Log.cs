namespace ProviderService.Jobs;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A sweep of deleted resources failed and will be taken up again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A purge of secrets failed, perhaps for several, and will be taken up again")]
    public static partial void PurgeFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The storage of jobs (Jobs:Storage) does not answer; secrets are purged without it, and it is asked again")]
    public static partial void JobStorageUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "The wall clock cannot be trusted, so no secret is purged until it can; readers refuse by it all the same")]
    public static partial void PurgePaused(ILogger logger);
}
