namespace ProviderService.Diagnostics.Audit;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Record}", SkipEnabledCheck = true)]
    public static partial void Audited(ILogger logger, string record);

    [LoggerMessage(2, LogLevel.Critical, "A record of the audit log could not be written; the service is not ready until one can be")]
    public static partial void AuditFailed(ILogger logger, Exception exception);
}
