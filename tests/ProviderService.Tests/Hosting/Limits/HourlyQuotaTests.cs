using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Identity.Authorization;

namespace ProviderService.Tests.Hosting.Limits;

public sealed class HourlyQuotaTests : IAsyncLifetime
{
    private const string Group = TestService.Subscription + "/resourcegroups/g";
    private const string Body = """{"location":"eastus"}""";

    private readonly TestService _base = new();
    private WebApplicationFactory<Program> _enforcing = null!;

    public ValueTask InitializeAsync()
    {
        _enforcing = _base.WithWebHostBuilder(host => host.UseSetting("Limits:EnforcePerHour", "true").UseSetting("Limits:WritesPerHour", "2"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _enforcing.DisposeAsync();
        await _base.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "reads", 11_999)]
    [InlineData("PUT", "writes", 1_199)]
    [InlineData("DELETE", "deletes", 14_999)]
    public async Task An_answer_says_how_many_are_left_of_what_ARM_allows(string method, string kind, int left)
    {
        using var client = _base.SignedIn();
        if (method != "PUT") (await PutAsync(client)).Dispose();
        using var answer = await client.CallAsync(new HttpMethod(method), Group, "2021-04-01", method == "PUT" ? Body : null);
        Assert.Equal($"{left}", answer.Header($"x-ms-ratelimit-remaining-subscription-{kind}"));
    }

    [Fact]
    public async Task Every_caller_has_an_allowance_of_its_own()
    {
        using var client = _base.SignedIn();
        (await PutAsync(client)).Dispose();
        using var other = await TestCaller.WithRoleAsync(_base, BuiltInRoles.Contributor, TestService.Subscription);
        using var answer = await PutAsync(other.Client);
        Assert.Equal("1199", answer.Header("x-ms-ratelimit-remaining-subscription-writes"));
    }

    [Fact]
    public async Task Nobody_is_refused_unless_a_setting_says_so()
    {
        await using var service = _base.WithWebHostBuilder(host => host.UseSetting("Limits:WritesPerHour", "1"));
        using var client = TestService.SignedIn(service);
        (await PutAsync(client)).Dispose();
        using var answer = await PutAsync(client);
        Assert.Equal((HttpStatusCode.OK, "0"), (answer.StatusCode, answer.Header("x-ms-ratelimit-remaining-subscription-writes")));
    }

    [Fact]
    public async Task Who_has_used_up_the_hour_is_told_when_the_next_begins()
    {
        using var client = TestService.SignedIn(_enforcing);
        _base.Time.Advance(TimeSpan.FromMinutes(59));
        (await PutAsync(client)).Dispose();
        (await PutAsync(client)).Dispose();
        using var answer = await PutAsync(client);
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (answer.StatusCode, answer.Header("Retry-After")));
        var error = (await answer.ReadJsonAsync())["error"]!;
        Assert.Equal("SubscriptionRequestsThrottled", (string?)error["code"]);
        Assert.Equal(
            "Number of requests for subscription '00000000-0000-0000-0000-000000000000' and operation 'PUT/SUBSCRIPTIONS/RESOURCEGROUPS/' exceeded the backend storage limit. Please try again after '60' seconds.",
            (string?)error["message"]);
    }

    [Fact]
    public async Task An_operation_is_named_by_the_path_without_its_names()
    {
        await using var service = _base.WithWebHostBuilder(host => host.UseSetting("Limits:EnforcePerHour", "true").UseSetting("Limits:ReadsPerHour", "1"));
        using var client = TestService.SignedIn(service);
        const string path = TestService.Subscription + "/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c";
        (await client.CallAsync(HttpMethod.Get, path, "2021-10-01")).Dispose();
        using var answer = await client.CallAsync(HttpMethod.Get, path, "2021-10-01");
        Assert.Contains(
            "'GET/SUBSCRIPTIONS/RESOURCEGROUPS/PROVIDERS/MICROSOFT.KUBERNETES/CONNECTEDCLUSTERS/'",
            (string?)(await answer.ReadJsonAsync())["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_hour_begins_anew()
    {
        using var client = TestService.SignedIn(_enforcing);
        for (var number = 0; number < 3; number++) (await PutAsync(client)).Dispose();
        _base.Time.Advance(TimeSpan.FromHours(1));
        using var answer = await PutAsync(client);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client) => client.CallAsync(HttpMethod.Put, Group, "2021-04-01", Body);
}
