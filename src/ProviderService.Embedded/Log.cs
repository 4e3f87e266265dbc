using Microsoft.Extensions.Logging;

namespace ProviderService.Embedded;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Data is kept in {Directory}")]
    public static partial void Opened(ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is open to other users ({Mode}); take their permissions away")]
    public static partial void OpenToOthers(ILogger logger, string path, UnixFileMode mode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Made the key-encryption key {Path}; back it up apart from the database, which cannot be read without it")]
    public static partial void KeyMade(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Writes} writes failed")]
    public static partial void CommitFailed(ILogger logger, int writes, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A commit that failed could not be rolled back; the next one tries again")]
    public static partial void RollBackFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The writer failed in a way that nobody foresaw; it goes on with the next writes")]
    public static partial void WriterFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be emptied; the next upkeep tries again")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception);
}
