using System.Net;
using ProviderService.Core.Storage;

namespace ProviderService.Tests.Hosting;

/// <summary>What callers are told when the store cannot do what they ask for.</summary>
public sealed class StoreFailureTests(TestService service) : IClassFixture<TestService>
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    private readonly HttpClient _client = service.SignedIn();

    public static TheoryData<Exception, HttpStatusCode, string, int?> Failures => new()
    {
        { new StoreUnavailableException("gone") { RetryAfter = Wait }, HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", 7 },
        { new StoreThrottledException("busy") { RetryAfter = Wait }, HttpStatusCode.TooManyRequests, "TooManyRequests", 7 },
        { new DocumentTooLargeException("large"), HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLarge", null },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Failures))]
    public async Task A_write_that_the_store_cannot_do_is_answered_with_the_reason_and_when_to_try_again(
        Exception failure, HttpStatusCode status, string code, int? retryAfter)
    {
        service.Interception.BeforeWrite = () => throw failure;
        using var response = await _client.CallAsync(HttpMethod.Put, $"{TestService.Subscription}/resourcegroups/any", "2021-04-01", """{"location":"westus"}""");
        Assert.Equal((status, code), (response.StatusCode, await response.ReadErrorCodeAsync()));
        Assert.Equal(retryAfter, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
    }
}
