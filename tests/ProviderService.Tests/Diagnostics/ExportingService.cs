using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Diagnostics;

/// <summary>A service that exports, after requests of every kind, and what it exported.</summary>
public sealed class ExportingService : IAsyncLifetime
{
    private readonly MarkedTraffic _traffic = new();
    private readonly Collector _collector = new();

    /// <summary>The id of a configuration that was written.</summary>
    public string? Configuration { get; private set; }

    public string Exported(string signal) => _collector.Received(signal);

    /// <summary>Whether a text holds what a caller wrote.</summary>
    public bool IsMarked(string text) => _traffic.IsMarked(text);

    public async ValueTask InitializeAsync()
    {
        await _collector.StartAsync();
        await using var service = new TestService();
        await using var exporting = service.WithWebHostBuilder(Export);
        using var client = TestService.SignedIn(exporting);
        Configuration = $"{(await _traffic.SendAsync(client)).Configurations}/cfg";
        exporting.Services.GetRequiredService<TracerProvider>().ForceFlush();
        exporting.Services.GetRequiredService<MeterProvider>().ForceFlush();
        exporting.Services.GetRequiredService<LoggerProvider>().ForceFlush();
    }

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    private void Export(IWebHostBuilder host) => host
        .UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Endpoint)
        .UseSetting("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .ConfigureLogging(logging => logging.AddOpenTelemetry());
}
