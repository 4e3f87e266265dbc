using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Diagnostics;

public sealed class LogTests : IAsyncDisposable
{
    private readonly TestService _service = new();
    private readonly MemoryLogs _logs = new();

    [Fact]
    public async Task Nothing_that_a_caller_wrote_into_body_headers_or_query_is_logged_even_when_all_of_ours_is()
    {
        await using var service = Start("Trace");
        var traffic = new MarkedTraffic();
        await traffic.SendAsync(TestService.SignedIn(service));
        Assert.NotEmpty(_logs.Messages);
        Assert.Equal([], _logs.Messages.Where(traffic.IsMarked));
    }

    [Fact]
    public async Task A_failure_is_logged_without_what_the_caller_wrote()
    {
        await using var service = Start("Trace");
        using var client = TestService.SignedIn(service);
        var cluster = await TestCluster.CreateAsync(client);
        _service.Interception.BeforeWrite = () => throw new InvalidOperationException("the store broke");
        using var response = await cluster.PutAsync("cfg", """{"operatorParams":"marker-5ee1"}""");
        Assert.Contains(_logs.Messages, message => message.Contains("the store broke", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Messages, message => message.Contains("marker-5ee1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_that_succeeds_leaves_no_line_by_default()
    {
        await using var service = Start("Information");
        using var client = TestService.SignedIn(service);
        var cluster = await TestCluster.CreateAsync(client);
        var before = _logs.Messages.Count();
        await cluster.PutAsync("cfg");
        Assert.Equal([], _logs.Messages.Skip(before));
    }

    [Fact]
    public async Task A_request_with_a_bad_token_leaves_no_line_by_default()
    {
        await using var service = Start("Information");
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        var before = _logs.Messages.Count();
        using var response = await client.GetAsync(new Uri("/subscriptions", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal([], _logs.Messages.Skip(before));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private WebApplicationFactory<Program> Start(string ourLevel) => _service.WithWebHostBuilder(host => host
        .UseSetting("Logging:LogLevel:ProviderService", ourLevel)
        .ConfigureLogging(logging => logging.AddProvider(_logs)));
}
