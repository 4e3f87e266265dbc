namespace ProviderService.Identity;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Wrote a token of the local administrator to {Path}; it expires at {Expires:u}")]
    public static partial void AdminTokenWritten(ILogger logger, string path, DateTimeOffset expires);

    [LoggerMessage(LogLevel.Error, "The administrator's token in {Path} is due for renewal and could not be written; trying again in a minute")]
    public static partial void AdminTokenNotWritten(ILogger logger, Exception exception, string path);
}
