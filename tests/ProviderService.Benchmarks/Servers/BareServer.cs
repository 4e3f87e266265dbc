using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ProviderService.Benchmarks.Servers;

/// <summary>
/// The yardstick of reads: Kestrel with nothing behind it, that answers every request with the same JSON. It is this program, started
/// with <see cref="Verb"/>.
/// </summary>
internal sealed class BareServer : ServerProcess
{
    public const string Verb = "bare";

    private BareServer(string bodyFile)
        : base(new ProcessStartInfo("dotnet", [typeof(BareServer).Assembly.Location, Verb, bodyFile]))
    {
    }

    /// <summary>Starts a server that answers these bytes.</summary>
    public static async Task<BareServer> StartAsync(byte[] body, string directory)
    {
        var file = Path.Combine(directory, "body.json");
        await File.WriteAllBytesAsync(file, body);
        var server = new BareServer(file);
        await server.WaitUntilListeningAsync();
        return server;
    }

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string bodyFile)
    {
        var body = await File.ReadAllBytesAsync(bodyFile);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        await app.RunAsync();
    }
}
