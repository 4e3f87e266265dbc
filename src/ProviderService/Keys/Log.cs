namespace ProviderService.Keys;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The key ring could not be read again; the keys known so far stay in use")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The key-encryption key was not reached; the data keys in memory stay in use for a day at most")]
    public static partial void UpkeepFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Information, "The data keys were wrapped anew, with {KeyEncryptionKeyId}")]
    public static partial void WrappedAnew(ILogger logger, string keyEncryptionKeyId);

    [LoggerMessage(LogLevel.Information, "Sealed {Count} documents under the active data key")]
    public static partial void Resealed(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "{Count} documents do not open, so that the data keys which they name stay in the ring")]
    public static partial void DoNotOpen(ILogger logger, int count);
}
