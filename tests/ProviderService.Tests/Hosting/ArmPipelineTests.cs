using System.Net;
using System.Text;

namespace ProviderService.Tests.Hosting;

/// <summary>What holds for every request, whatever it asks for (contract, sections 3 and 6; ARM RPC).</summary>
public sealed class ArmPipelineTests(TestService service) : IClassFixture<TestService>
{
    private const string Groups = $"{TestService.Subscription}/resourcegroups";

    private readonly HttpClient _client = service.SignedIn();

    [Theory]
    [InlineData("", "MissingApiVersionParameter", HttpStatusCode.BadRequest)]
    [InlineData("?api-version=", "MissingApiVersionParameter", HttpStatusCode.BadRequest)]
    [InlineData("?api-version=latest", "InvalidApiVersionParameter", HttpStatusCode.BadRequest)]
    [InlineData("?api-version=2021-04-01&api-version=2021-04-01", "InvalidApiVersionParameter", HttpStatusCode.BadRequest)]
    [InlineData("?api-version=2021-04-02", "NoRegisteredProviderFound", HttpStatusCode.BadRequest)]
    [InlineData("?api-version=2999-01-01", "InvalidResourceType", HttpStatusCode.NotFound)]
    public async Task An_api_version_that_cannot_be_answered_is_refused_in_the_gateways_words(string query, string code, HttpStatusCode status)
    {
        using var response = await GetAsync(Groups + query);
        Assert.Equal((status, code, "gateway"), (response.StatusCode, await response.ReadErrorCodeAsync(), response.Header("x-ms-failure-cause")));
    }

    [Fact]
    public async Task An_api_version_has_no_case()
    {
        using var response = await GetAsync("/subscriptions/x/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations?API-VERSION=2019-11-01-PREVIEW");
        Assert.Equal("SubscriptionNotFound", await response.ReadErrorCodeAsync());
    }

    [Fact]
    public async Task Every_answer_has_the_headers_of_the_gateway()
    {
        using var response = await GetAsync($"{Groups}?api-version=2021-04-01");
        Assert.Equal(
            ("no-cache", "no-cache", "-1", "max-age=31536000; includeSubDomains", "nosniff"),
            (response.Header("Cache-Control"), response.Header("Pragma"), response.Header("Expires"), response.Header("Strict-Transport-Security"), response.Header("X-Content-Type-Options")));
        Assert.True(Guid.TryParse(response.Header("x-ms-request-id"), out _));
        Assert.Equal(response.Header("x-ms-request-id"), response.Header("x-ms-correlation-request-id"));
        Assert.Matches("^[A-Z]+:[0-9]{8}T[0-9]{6}Z:[0-9a-f-]{36}$", response.Header("x-ms-routing-request-id"));
    }

    [Theory]
    [InlineData("/subscriptions//00000000-0000-0000-0000-000000000000///resourcegroups")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/")]
    [InlineData("/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/RESOURCEGROUPS")]
    public async Task Doubled_and_trailing_slashes_and_case_do_not_matter(string path)
    {
        using var response = await GetAsync($"{path}?api-version=2021-04-01");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_path_that_nothing_is_at_is_404_in_the_envelope()
    {
        using var response = await GetAsync("/no/such/place");
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task A_wrong_verb_is_405_and_names_the_right_ones()
    {
        using var response = await _client.CallAsync(HttpMethod.Post, $"{Groups}/rg", "2021-04-01", "{}");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "MethodNotAllowed"), (response.StatusCode, await response.ReadErrorCodeAsync()));
        Assert.Contains("PUT", response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("{\"location\":\n  oops}", "line 2, position 3")]
    [InlineData("", "empty")]
    public async Task A_body_that_is_no_json_is_400_and_says_where(string body, string where)
    {
        using var response = await _client.CallAsync(HttpMethod.Put, $"{Groups}/rg", "2021-04-01", body);
        var error = (await response.ReadJsonAsync())["error"]!;
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequestContent"), (response.StatusCode, (string?)error["code"]));
        Assert.Contains(where, (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_media_type_is_415()
    {
        using var content = new StringContent("location=eastus", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _client.PutAsync(new Uri($"{Groups}/rg?api-version=2021-04-01", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task A_body_over_4_MB_is_413()
    {
        using var response = await _client.CallAsync(HttpMethod.Put, $"{Groups}/rg", "2021-04-01", $$"""{"location":"{{new string('x', 4 * 1024 * 1024)}}"}""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLarge"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task Remaining_requests_are_counted_down_by_kind_of_verb()
    {
        using var first = await GetAsync($"{Groups}?api-version=2021-04-01");
        using var second = await GetAsync($"{Groups}?api-version=2021-04-01");
        const string header = "x-ms-ratelimit-remaining-subscription-reads";
        Assert.Equal(1, int.Parse(first.Header(header)!, null) - int.Parse(second.Header(header)!, null));
    }

    private Task<HttpResponseMessage> GetAsync(string pathAndQuery) =>
        _client.GetAsync(new Uri(pathAndQuery, UriKind.Relative), TestContext.Current.CancellationToken);
}
