using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ProviderService.Hosting.Limits;
using ProviderService.Identity;

namespace ProviderService.Diagnostics;

/// <summary>
/// What operators see of the service: metrics at <c>/metrics</c>, and traces, metrics and logs by OTLP when the setting
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. The other settings of that name are the SDK's own.
/// </summary>
internal static class Telemetry
{
    private const string ScrapePath = "/metrics";
    private const string Ours = "ProviderService.*";

    private static readonly string? Version =
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    public static void AddDiagnostics(this WebApplicationBuilder builder)
    {
        var name = builder.Configuration["OTEL_SERVICE_NAME"] ?? "provider-service";
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name, serviceVersion: Version))
            .WithMetrics(Measure);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        telemetry.WithTracing(Trace).WithLogging(null, Write).UseOtlpExporter();
    }

    /// <summary>Maps the page that Prometheus scrapes, with the token of an administrator.</summary>
    public static void MapDiagnostics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint(ScrapePath).RequireAuthorization(policy => policy.RequireRole(LocalAdministrator.Role)).WithoutLimits();

    private static void Measure(MeterProviderBuilder metrics) => metrics
        .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(Ours)
        .AddView(RequestDuration.Instrument, RequestDuration.View)
        .AddPrometheusExporter();

    private static void Trace(TracerProviderBuilder traces) => traces
        .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthATrace).AddSource(Ours)
        .AddProcessor<SpanRedaction>();

    private static void Write(OpenTelemetryLoggerOptions logs)
    {
        logs.IncludeFormattedMessage = true;
        logs.IncludeScopes = true; // which hold the ids of the request
    }

    /// <summary>What asks every few seconds whether all is well would drown the rest.</summary>
    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/healthz") && !context.Request.Path.StartsWithSegments(ScrapePath);
}
