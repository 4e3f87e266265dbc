using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using ProviderService.Diagnostics;

namespace ProviderService.Tests.Diagnostics;

public sealed class SpanRedactionTests : IDisposable
{
    private const string FromCaller = "vendor=secret";

    private readonly ActivitySource _source = new($"{nameof(SpanRedactionTests)}-{Guid.NewGuid():N}");
    private readonly TracerProvider _provider;

    public SpanRedactionTests() =>
        _provider = Sdk.CreateTracerProviderBuilder().AddSource(_source.Name).AddProcessor(new SpanRedaction()).Build();

    public void Dispose()
    {
        _provider.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void A_span_does_not_show_the_tracestate_of_a_request_that_goes_on()
    {
        using var request = StartRequest();
        Assert.Equal(FromCaller, request.TraceStateString);
        var part = _source.StartActivity("part")!;
        part.Stop();
        Assert.Null(part.TraceStateString);
    }

    [Fact]
    public void A_request_does_not_show_its_tracestate_when_it_has_ended()
    {
        using var request = StartRequest();
        request.Stop();
        Assert.Null(request.TraceStateString);
    }

    private Activity StartRequest() => _source.StartActivity(
        "request", ActivityKind.Server,
        new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, FromCaller, isRemote: true))!;
}
