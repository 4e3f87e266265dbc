using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ProviderService.Benchmarks.Servers;

/// <summary>
/// The yardstick of held requests: Kestrel with an endpoint that awaits what never happens. It is this program, started with
/// <see cref="Verb"/>.
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
        app.Run(context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted));
        await app.RunAsync();
    }
}
