using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;
using ProviderService.Hosting;

namespace ProviderService.Diagnostics;

/// <summary>
/// Takes out of the span of a request what callers can write secrets into: query, User-Agent, Host, the method's own spelling and
/// <c>tracestate</c>. What stays is a closed list, so that a field that the instrumentation adds one day is not exported by accident.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        "http.request.method", "http.response.status_code", "http.route", "error.type",
        "url.scheme", "url.path", "network.protocol.version",
        ArmTags.ResourceType, ArmTags.ApiVersion, RequestIds.RequestTag, RequestIds.CorrelationTag);

    /// <summary>A span without <c>tracestate</c> shows that of its parent, and may be exported while that one goes on.</summary>
    public override void OnStart(Activity data) => data.Parent?.TraceStateString = null;

    public override void OnEnd(Activity data)
    {
        data.TraceStateString = null;
        if (data.Kind != ActivityKind.Server) return;
        string[] removed = [.. data.TagObjects.Select(tag => tag.Key).Where(name => !Kept.Contains(name))];
        foreach (var name in removed) data.SetTag(name, null);
    }
}
