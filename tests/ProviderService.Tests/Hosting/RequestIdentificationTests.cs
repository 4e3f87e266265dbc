using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ProviderService.Hosting;

namespace ProviderService.Tests.Hosting;

public sealed class RequestIdentificationTests(TestService service) : IClassFixture<TestService>
{
    private const string Correlation = "0c5f1d0e-6f7b-4c5e-9a3e-2b8d7f6a1c4d";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_names_the_request_the_callers_undertaking_and_the_callers_own_id()
    {
        using var response = await SendAsync("/subscriptions?api-version=2022-12-01");
        Assert.True(Guid.TryParse(response.Header("x-ms-request-id"), out var requestId));
        Assert.Equal(Correlation, response.Header("x-ms-correlation-request-id"));
        Assert.Equal($"LOCAL:20400101T000000Z:{requestId}", response.Header("x-ms-routing-request-id"));
        Assert.Equal("mine-1", response.Header("x-ms-client-request-id"));
    }

    [Fact]
    public async Task An_error_names_them_too()
    {
        using var response = await SendAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(Correlation, response.Header("x-ms-correlation-request-id"));
        Assert.Equal("mine-1", response.Header("x-ms-client-request-id"));
    }

    [Fact]
    public async Task What_is_logged_meanwhile_carries_the_ids()
    {
        var logger = new ScopeLogger();
        var ids = await RunAsync(logger);
        Assert.Contains(new("RequestId", ids.RequestId), logger.Scope);
        Assert.Contains(new("CorrelationId", ids.CorrelationId), logger.Scope);
    }

    [Fact]
    public async Task The_trace_of_the_request_carries_the_ids()
    {
        using var activity = new Activity("request").Start();
        var ids = await RunAsync(new ScopeLogger());
        Assert.Equal(ids.RequestId.ToString(), activity.GetTagItem("arm.request_id"));
        Assert.Equal(ids.CorrelationId.ToString(), activity.GetTagItem("arm.correlation_id"));
    }

    private async Task<HttpResponseMessage> SendAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-ms-correlation-request-id", Correlation);
        request.Headers.Add("x-ms-client-request-id", "mine-1");
        request.Headers.Add("x-ms-return-client-request-id", "true");
        return await service.SignedIn().SendAsync(request, Cancellation);
    }

    private static async Task<RequestIds> RunAsync(ILogger<RequestIdentification> logger)
    {
        RequestIds? seen = null;
        var middleware = new RequestIdentification(
            context =>
            {
                seen = context.Features.Get<RequestIds>();
                return Task.CompletedTask;
            },
            logger);
        await middleware.InvokeAsync(new DefaultHttpContext());
        return seen!;
    }

    /// <summary>Remembers what the scopes say.</summary>
    private sealed class ScopeLogger : ILogger<RequestIdentification>
    {
        public List<KeyValuePair<string, object?>> Scope { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Scope.AddRange((IEnumerable<KeyValuePair<string, object?>>)state);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }
    }
}
