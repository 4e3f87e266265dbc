namespace ProviderService.Hosting;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A request failed unexpectedly")]
    public static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The store does not answer")]
    public static partial void StoreUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "There are no data keys")]
    public static partial void NoDataKeys(ILogger logger, Exception exception);
}
