using System.Net;

namespace ProviderService.Tests.Hosting.Limits;

public sealed class RequestTimeoutTests
{
    [Fact]
    public async Task A_request_that_takes_too_long_is_answered_504()
    {
        await using var service = new TestService();
        service.Interception.Matches = key => key.Id == "group:silent";
        service.Interception.BeforeRead = cancelled => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
        await using var hasty = service.WithWebHostBuilder(host => host.UseSetting("Limits:RequestTimeout", "00:00:00.05"));
        using var client = TestService.SignedIn(hasty);
        using var answer = await client.CallAsync(HttpMethod.Get, $"{TestService.Subscription}/resourcegroups/silent", "2021-04-01");
        Assert.Equal((HttpStatusCode.GatewayTimeout, "GatewayTimeout"), (answer.StatusCode, await answer.ReadErrorCodeAsync()));
    }
}
