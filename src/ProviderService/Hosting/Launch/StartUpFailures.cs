using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ProviderService.Core.Storage;

namespace ProviderService.Hosting.Launch;

/// <summary>Tells a start that fails for a known reason in a sentence or two, remedy included, and leaves the others to the runtime.</summary>
internal sealed class StartUpFailures
{
    // Both log what stops a start with its stack trace before they throw it.
    private static readonly string[] Reporters = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    private volatile bool _started;

    /// <summary>Keeps errors out of the log until the service has started: up to there they end the process, which reports them.</summary>
    public void Silence(ILoggingBuilder logging)
    {
        foreach (var reporter in Reporters) logging.AddFilter(reporter, level => level >= LogLevel.Information && (_started || level < LogLevel.Error));
    }

    /// <summary>Prepares and starts the service, or says on the standard error stream why that is not possible.</summary>
    public async Task<bool> TryStartAsync(IHost host, Action prepare)
    {
        try
        {
            prepare();
            await host.StartAsync();
            return _started = true;
        }
        catch (Exception exception) when (Reason(exception) is not null)
        {
            await Console.Error.WriteLineAsync(Reason(exception));
            return false;
        }
    }

    /// <returns><see langword="null"/> for a failure that nobody foresaw.</returns>
    internal static string? Reason(Exception exception) => exception switch
    {
        StartUpException or BackendStartException => exception.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.TrimEnd('.')}. Stop what uses it, or choose other addresses: --urls \"http://127.0.0.1:5081;https://127.0.0.1:5444\".",
        SocketException => $"An address cannot be listened on: {exception.Message}. Ports below 1024 need a privilege; choose other addresses with --urls.",
        UnauthorizedAccessException => $"{exception.Message} Let the user that runs the service own it.",
        IOException => exception.Message,
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => exception.Message,
        _ => null,
    };
}
