using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Hosting.Limits;

/// <summary>A service that works on one request and lets one wait.</summary>
public sealed class ConcurrencyLimitTests : IAsyncLifetime
{
    private const string Groups = TestService.Subscription + "/resourcegroups";

    /// <summary>No other timer of the service takes as long.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(37);

    private readonly TestService _base = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplicationFactory<Program> _service = null!;
    private HttpClient _client = null!;
    private Task? _working;

    public ValueTask InitializeAsync()
    {
        _service = _base.WithWebHostBuilder(host => host.UseSetting("Limits:MaxConcurrent", "1").UseSetting("Limits:MaxQueued", "1")
            .UseSetting("Limits:RequestTimeout", Timeout.ToString()));
        _client = TestService.SignedIn(_service);
        _base.Interception.Matches = key => key.Id.StartsWith("group:", StringComparison.Ordinal);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _finish.TrySetResult();
        if (_working is not null) await _working;
        _client.Dispose();
        await _service.DisposeAsync();
        await _base.DisposeAsync();
    }

    [Fact]
    public async Task One_more_than_may_wait_is_refused_at_once_and_the_others_are_answered()
    {
        await OccupyAsync();
        Task<HttpResponseMessage>[] others = [PutAsync("b"), PutAsync("c")];
        using var refused = await await Task.WhenAny(others);
        Assert.Equal((HttpStatusCode.TooManyRequests, "TooManyRequests", "1"), (refused.StatusCode, await refused.ReadErrorCodeAsync(), refused.Header("Retry-After")));
        _finish.SetResult();
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.TooManyRequests], (await Task.WhenAll(others)).Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task A_flood_does_not_wash_away_the_audit_log()
    {
        await OccupyAsync();
        Task<HttpResponseMessage>[] others = [PutAsync("b"), PutAsync("c")];
        await Task.WhenAny(others);
        _finish.SetResult();
        await Task.WhenAll(others);
        Assert.All(_base.Audit(), record => Assert.NotEqual(429, (int?)record["status"]));
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/metrics")]
    [InlineData("/admin/v1/keys")]
    public async Task Whoever_looks_after_the_service_does_not_wait(string path)
    {
        await OccupyAsync();
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_poll_that_is_held_takes_no_turn()
    {
        using var key = new ClusterKeyPair();
        using var agent = await TestAgent.CreateAsync(_base.Time, _service, key);
        using var poll = await agent.HoldAsync();
        using var answer = await PutAsync("a");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.False(poll.Answer.IsCompleted);
    }

    [Fact]
    public async Task A_body_on_its_way_takes_no_turn()
    {
        using var endless = new EndlessBody();
        var sending = _client.PutAsync(new Uri($"{Groups}/slow?api-version=2021-04-01", UriKind.Relative), endless, TestContext.Current.CancellationToken);
        await endless.Read;
        using var answer = await PutAsync("a");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.False(sending.IsCompleted);
        endless.Dispose();
        (await sending).Dispose();
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_in_time_is_408()
    {
        using var endless = new EndlessBody();
        var armed = _base.Time.TimerAsync(due => due == Timeout);
        var sending = _client.PutAsync(new Uri($"{Groups}/slow?api-version=2021-04-01", UriKind.Relative), endless, TestContext.Current.CancellationToken);
        await armed;
        _base.Time.Advance(Timeout);
        using var answer = await sending;
        Assert.Equal((HttpStatusCode.RequestTimeout, "RequestTimeout"), (answer.StatusCode, await answer.ReadErrorCodeAsync()));
    }

    /// <summary>Has one request worked on until the end of the test.</summary>
    private async Task OccupyAsync()
    {
        _base.Interception.BeforeWrite = () =>
        {
            _begun.SetResult();
            return _finish.Task;
        };
        _working = PutAsync("a");
        await _begun.Task;
    }

    private Task<HttpResponseMessage> PutAsync(string group) => _client.CallAsync(HttpMethod.Put, $"{Groups}/{group}", "2021-04-01", """{"location":"eastus"}""");

    /// <summary>A body whose first byte comes, and nothing more.</summary>
    private sealed class EndlessBody : HttpContent
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new();

        public EndlessBody() => Headers.ContentType = new("application/json");

        public Task Read => _read.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{"u8.ToArray());
            await stream.FlushAsync();
            _read.SetResult();
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            _end.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
