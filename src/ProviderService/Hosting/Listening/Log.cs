namespace ProviderService.Hosting.Listening;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Made a certificate for the loopback addresses, good until {NotAfter:u}; {Authority} is what clients trust")]
    public static partial void LoopbackCertificateMade(ILogger logger, string authority, DateTime notAfter);

    [LoggerMessage(LogLevel.Warning, "{Path} cannot be read and is made anew")]
    public static partial void LoopbackCertificateUnreadable(ILogger logger, string path);
}
