namespace ProviderService.Keys;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The key ring could not be read again; the keys known so far stay in use")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Information, "Sealed {Count} documents under the active data key")]
    public static partial void Resealed(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "{Count} documents do not open, so that the data keys which they name stay in the ring")]
    public static partial void DoNotOpen(ILogger logger, int count);
}
