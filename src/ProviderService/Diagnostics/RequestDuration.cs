using OpenTelemetry.Metrics;

namespace ProviderService.Diagnostics;

/// <summary>
/// How the duration of requests is kept: by a closed set of labels, whose values the program and not the caller chooses, and fine
/// enough for answers that take less than a millisecond.
/// </summary>
internal static class RequestDuration
{
    public const string Instrument = "http.server.request.duration";

    public static ExplicitBucketHistogramConfiguration View { get; } = new()
    {
        TagKeys = ["http.request.method", "http.response.status_code", "http.route", ArmTags.ResourceType, ArmTags.ApiVersion],
        Boundaries = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };
}
