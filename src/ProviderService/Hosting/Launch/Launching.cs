namespace ProviderService.Hosting.Launch;

/// <summary>How the process starts, introduces itself and ends.</summary>
internal static class Launching
{
    // Less than the 30 seconds after which Kubernetes kills a process.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(25);

    /// <summary>Adds the banner, plain words for failures, and time to finish requests before the process ends.</summary>
    public static void AddLaunching(this WebApplicationBuilder builder)
    {
        var failures = new StartUpFailures();
        failures.Silence(builder.Logging);
        builder.Services.AddSingleton(failures);
        builder.Services.AddHostedService<Banner>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTimeout);
    }

    /// <summary>Runs the service until it is told to stop, and then until its last request is answered.</summary>
    /// <param name="app">The service.</param>
    /// <param name="map">Says how requests are answered; a bad setting shows here or when the service starts.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app, Action map)
    {
        await using (app)
        {
            if (!await app.Services.GetRequiredService<StartUpFailures>().TryStartAsync(app, map)) return 1;
            await app.WaitForShutdownAsync();
            return 0;
        }
    }
}
