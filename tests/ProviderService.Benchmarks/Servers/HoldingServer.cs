using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ProviderService.Benchmarks.Servers;

/// <summary>
/// The yardstick of held requests: Kestrel with an endpoint that awaits what never happens, and answers 304 when the wait is over. It is
/// this program, started with <see cref="Verb"/>.
/// </summary>
internal sealed class HoldingServer : ServerProcess
{
    public const string Verb = "hold";

    private HoldingServer()
        : base(new ProcessStartInfo("dotnet", [typeof(HoldingServer).Assembly.Location, Verb]))
    {
    }

    public static async Task<HoldingServer> StartAsync()
    {
        var server = new HoldingServer();
        await server.WaitUntilListeningAsync();
        return server;
    }

    /// <summary>What the process does.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        await using var app = builder.Build();
        app.Run(async context =>
        {
            var wait = TimeSpan.FromSeconds(double.Parse(context.Request.Headers["Prefer"].ToString()["wait=".Length..], CultureInfo.InvariantCulture));
            await new TaskCompletionSource().Task.WaitAsync(wait, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        });
        await app.RunAsync();
    }
}
