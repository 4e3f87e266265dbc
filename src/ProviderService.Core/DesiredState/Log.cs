using Microsoft.Extensions.Logging;

namespace ProviderService.Core.DesiredState;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Changes of the store cannot be followed; agents learn of what other replicas write when their wait is over")]
    public static partial void CannotFollow(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Changes of the store are followed again, from where they were left")]
    public static partial void FollowingAgain(ILogger logger);
}
