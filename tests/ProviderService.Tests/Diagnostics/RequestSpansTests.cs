using System.Diagnostics;
using System.Net.Http.Headers;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Diagnostics;

public sealed class RequestSpansTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_put_is_one_trace_of_request_validation_encryption_and_store()
    {
        using var client = service.SignedIn();
        var cluster = await TestCluster.CreateAsync(client);
        using var trace = new Trace();
        await cluster.PutAsync("cfg", """{"operatorParams":"marker-77c0"}""", headers: trace.Join);
        var request = await trace.Request;

        Assert.Equal(
            ["envelope.seal", "store.list", "store.read", "store.write", "validate"],
            trace.Below(request).Select(span => span.OperationName).Distinct().Order());
        Assert.Equal("Microsoft.KubernetesConfiguration/sourceControlConfigurations", request.GetTagItem("arm.resource_type"));
        Assert.Equal("2023-05-01", request.GetTagItem("arm.api_version"));
        var written = Assert.Single(trace.Below(request), span => span.OperationName == "store.write");
        Assert.Equal(cluster.Id.ToLowerInvariant(), written.GetTagItem("providerservice.store.partition"));
        Assert.DoesNotContain(trace.Tags, tag => tag.Contains("marker-77c0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_that_a_caller_made_up_is_no_tag()
    {
        using var client = service.SignedIn();
        var cluster = await TestCluster.CreateAsync(client);
        using var trace = new Trace();
        await cluster.PutAsync("cfg", version: "2001-01-01", headers: trace.Join);
        Assert.Null((await trace.Request).GetTagItem("arm.api_version"));
    }

    /// <summary>The spans of one request, told from those of other tests by its trace id.</summary>
    private sealed class Trace : IDisposable
    {
        private readonly ActivityTraceId _id = ActivityTraceId.CreateRandom();
        private readonly List<Activity> _spans = [];
        private readonly TaskCompletionSource<Activity> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ActivityListener _listener;

        public Trace()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source =>
                    source.Name == "Microsoft.AspNetCore" || source.Name.StartsWith("ProviderService.", StringComparison.Ordinal),
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Add,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        /// <summary>The span of the request; it ends a little after the answer.</summary>
        public Task<Activity> Request => _request.Task.WaitAsync(TestContext.Current.CancellationToken);

        public IEnumerable<string> Tags => _spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}");

        /// <summary>Makes a request a part of this trace.</summary>
        public void Join(HttpRequestHeaders headers) => headers.Add("traceparent", $"00-{_id}-{ActivitySpanId.CreateRandom()}-01");

        public IEnumerable<Activity> Below(Activity request) => _spans.Where(span => span.ParentSpanId == request.SpanId);

        public void Dispose() => _listener.Dispose();

        private void Add(Activity span)
        {
            if (span.TraceId != _id) return;
            _spans.Add(span);
            if (span.Kind == ActivityKind.Server) _request.TrySetResult(span);
        }
    }
}
