using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity.Local;

public sealed class TokenEndpointTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    private readonly HttpClient _client = service.CreateClient();
    private JsonObject _principal = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _principal = await service.CreatePrincipalAsync();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(LocalIdentityCalls.TokenPath)]
    [InlineData("/adfs/oauth2/token")]
    [InlineData("/organizations/oauth2/v2.0/token")]
    public async Task A_secret_gets_a_token(string path)
    {
        using var answer = await _client.AskTokenAsync(path, _principal.Form());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.ReadJsonAsync();
        Assert.Equal("Bearer", (string?)body["token_type"]);
        Assert.Equal(3600, (int?)body["expires_in"]);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_client_may_name_itself_in_the_header()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, LocalIdentityCalls.TokenPath);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_principal["appId"]}:{_principal["secret"]}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", LocalIdentityCalls.Scope)]);
        using var answer = await _client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_token_says_who_signed_in()
    {
        var token = new JsonWebToken(await service.SignInAsync(_principal));
        Assert.Equal((string?)_principal["appId"], token.GetClaim("appid").Value);
        Assert.Equal((string?)_principal["objectId"], token.GetClaim("oid").Value);
        Assert.Equal(LocalIdentityCalls.Tenant, token.GetClaim("tid").Value);
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.ValidFrom);
    }

    [Fact]
    public async Task Whoever_reads_the_discovery_documents_can_check_the_token()
    {
        var configuration = await GetAsync($"/{LocalIdentityCalls.Tenant}/v2.0/.well-known/openid-configuration");
        var keys = await GetAsync(new Uri((string)configuration["jwks_uri"]!).AbsolutePath);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(await service.SignInAsync(_principal), new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(keys.ToJsonString()).GetSigningKeys(),
            ValidIssuer = (string)configuration["issuer"]!,
            ValidAudience = "provider-service/arm",
            LifetimeValidator = (_, _, _, _) => true,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }

    [Theory]
    [InlineData("https://management.azure.com/.default")]
    [InlineData("https://management.core.windows.net//.default")]
    [InlineData(TestService.PublicUrl + "//.default")]
    public async Task A_resource_may_be_named_as_clients_do(string scope) => Assert.Equal(HttpStatusCode.OK, await StatusAsync(_principal.Form(scope)));

    [Fact]
    public async Task The_older_parameter_names_a_resource_too() =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync([.. _principal.Form()[..3], ("resource", "https://management.azure.com/")]));

    [Fact]
    public async Task A_resource_of_somebody_else_is_refused() =>
        await AssertRefusedAsync(400, "invalid_target", _principal.Form("https://vault.azure.net/.default"));

    [Fact]
    public async Task A_scope_is_needed() => await AssertRefusedAsync(400, "invalid_scope", _principal.Form()[..3]);

    [Fact]
    public async Task Another_secret_is_refused() => await AssertRefusedAsync(401, "invalid_client", With("client_secret", "guess"));

    [Theory]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    [InlineData("admin")]
    public async Task Another_client_is_refused(string id) => await AssertRefusedAsync(401, "invalid_client", With("client_id", id));

    [Fact]
    public async Task A_client_without_a_secret_is_refused() =>
        await AssertRefusedAsync(401, "invalid_client", ("grant_type", "client_credentials"), ("client_id", (string)_principal["appId"]!));

    [Fact]
    public async Task A_refusal_of_a_client_names_the_way_to_sign_in()
    {
        using var answer = await _client.AskTokenAsync(LocalIdentityCalls.TokenPath, With("client_secret", "guess"));
        Assert.StartsWith("Basic", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_grant_is_refused() => await AssertRefusedAsync(400, "unsupported_grant_type", With("grant_type", "password"));

    [Fact]
    public async Task A_grant_is_needed() => await AssertRefusedAsync(400, "invalid_request", _principal.Form()[1..]);

    [Fact]
    public async Task A_parameter_may_be_given_once() =>
        await AssertRefusedAsync(400, "invalid_request", [.. _principal.Form(), ("scope", LocalIdentityCalls.Scope)]);

    [Fact]
    public async Task A_large_form_is_refused() => await AssertRefusedAsync(400, "invalid_request", With("client_secret", new string('s', 10_000)));

    [Fact]
    public async Task JSON_is_refused()
    {
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(new Uri(LocalIdentityCalls.TokenPath, UriKind.Relative), json, Cancelled);
        Assert.Equal("invalid_request", (string?)(await answer.ReadJsonAsync())["error"]);
    }

    [Fact]
    public async Task Another_tenant_is_refused()
    {
        using var answer = await _client.AskTokenAsync("/11111111-1111-1111-1111-111111111111/oauth2/v2.0/token", _principal.Form());
        Assert.Equal("invalid_request", (string?)(await answer.ReadJsonAsync())["error"]);
    }

    [Fact]
    public async Task A_refresh_token_is_issued_only_to_who_asks()
    {
        using var answer = await _client.AskTokenAsync(LocalIdentityCalls.TokenPath, _principal.Form());
        Assert.Null((await answer.ReadJsonAsync())["refresh_token"]);
    }

    [Fact]
    public async Task A_refresh_token_gets_the_next_token()
    {
        using var answer = await _client.AskTokenAsync(LocalIdentityCalls.TokenPath, Refresh(await RefreshTokenAsync()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull((await answer.ReadJsonAsync())["refresh_token"]);
    }

    [Fact]
    public async Task A_refresh_token_of_somebody_else_is_refused()
    {
        var stolen = await RefreshTokenAsync();
        _principal = await service.CreatePrincipalAsync("other");
        await AssertRefusedAsync(400, "invalid_grant", Refresh(stolen));
    }

    [Fact]
    public async Task An_access_token_refreshes_nothing() =>
        await AssertRefusedAsync(400, "invalid_grant", Refresh(await service.SignInAsync(_principal)));

    [Fact]
    public async Task A_refresh_token_opens_nothing()
    {
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await RefreshTokenAsync());
        using var answer = await _client.CallAsync(HttpMethod.Get, "/subscriptions", "2022-12-01");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_deleted_principal_gets_no_more_tokens()
    {
        using var administrator = service.SignedIn();
        using var deleted = await administrator.DeleteAsync(new Uri($"/admin/v1/servicePrincipals/{_principal["appId"]}", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        await AssertRefusedAsync(401, "invalid_client", _principal.Form());
    }

    [Fact]
    public async Task A_failed_sign_in_is_audited_without_what_was_sent()
    {
        using var answer = await _client.AskTokenAsync(LocalIdentityCalls.TokenPath, With("client_secret", "guessed-secret"));
        var record = service.Audit().Last(record => (string?)record["requestId"] == answer.Header("x-ms-request-id"));
        Assert.Equal("Refused", (string?)record["result"]);
        Assert.DoesNotContain("guessed-secret", record.ToJsonString(), StringComparison.Ordinal);
    }

    private (string, string)[] With(string name, string value) =>
        [.. _principal.Form().Select(parameter => parameter.Name == name ? (name, value) : parameter)];

    private (string, string)[] Refresh(string token) =>
        [.. _principal.Form()[1..3], ("grant_type", "refresh_token"), ("refresh_token", token)];

    private async Task<string> RefreshTokenAsync()
    {
        using var answer = await _client.AskTokenAsync(LocalIdentityCalls.TokenPath, _principal.Form($"{LocalIdentityCalls.Scope} offline_access"));
        return (string)(await answer.ReadJsonAsync())["refresh_token"]!;
    }

    private async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        return await answer.ReadJsonAsync();
    }

    private async Task<HttpStatusCode> StatusAsync((string, string)[] form)
    {
        using var answer = await _client.AskTokenAsync(LocalIdentityCalls.TokenPath, form);
        return answer.StatusCode;
    }

    private async Task AssertRefusedAsync(int status, string error, params (string, string)[] form)
    {
        using var answer = await _client.AskTokenAsync(LocalIdentityCalls.TokenPath, form);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(error, (string?)(await answer.ReadJsonAsync())["error"]);
    }
}
