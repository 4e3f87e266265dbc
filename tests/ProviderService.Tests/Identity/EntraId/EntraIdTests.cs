using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Identity;
using ProviderService.Resources.RoleDefinitions;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Identity.Authorization;

namespace ProviderService.Tests.Identity.EntraId;

public sealed class EntraIdTests : IAsyncLifetime
{
    private const string Owner = "44444444-4444-4444-4444-444444444444";
    private const string Group = TestService.Subscription + "/resourceGroups/rg1";
    private const string GroupBody = """{"location":"eastus"}""";

    private readonly TestService _base = new();
    private StandInIssuer _issuer = null!;
    private WebApplicationFactory<Program> _service = null!;

    private string Authority => $"{_issuer.Root}/{StandInIssuer.Tenant}";

    public async ValueTask InitializeAsync()
    {
        _issuer = await StandInIssuer.StartAsync();
        _service = _base.WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in Settings) host.UseSetting(key, value);
            host.ConfigureTestServices(_issuer.TrustIn);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _base.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task An_owner_by_setting_may_do_everything() => Assert.Equal(HttpStatusCode.Created, await PutGroupAsync(OwnerToken()));

    [Fact]
    public async Task Others_need_a_role()
    {
        var caller = Guid.NewGuid();
        var token = _issuer.Issue(Claim("oid", caller.ToString()));
        Assert.Equal(HttpStatusCode.Forbidden, await PutGroupAsync(token));
        using var assigned = await TestCaller.AssignAsync(Client(OwnerToken()), BuiltInRoles.Contributor, TestService.Subscription, caller);
        Assert.Equal(HttpStatusCode.Created, await PutGroupAsync(token));
    }

    [Fact]
    public async Task A_role_of_the_application_makes_nobody_an_administrator() =>
        Assert.Equal(HttpStatusCode.Forbidden, await PutGroupAsync(_issuer.Issue(Claim("roles", new[] { "Administrator" }))));

    [Fact]
    public async Task An_application_is_named_by_its_id_in_either_version()
    {
        await AssertCreatorAsync("app-id", "Application", OwnerToken(token => token.Claims["azp"] = "app-id"));
        await AssertCreatorAsync("app-id", "Application", OwnerToken(token =>
        {
            AsVersion1(token);
            token.Claims["appid"] = "app-id";
        }));
    }

    [Fact]
    public async Task A_user_is_named_by_the_sign_in_name_in_either_version()
    {
        await AssertCreatorAsync("ada@example.org", "User", OwnerToken(token => (token.Claims["scp"], token.Claims["preferred_username"]) = ("user_impersonation", "ada@example.org")));
        await AssertCreatorAsync("bob@example.org", "User", OwnerToken(token =>
        {
            AsVersion1(token);
            (token.Claims["scp"], token.Claims["appid"], token.Claims["upn"]) = ("user_impersonation", "app-id", "bob@example.org");
        }));
    }

    [Fact]
    public async Task A_token_may_be_for_the_application_id_URI() =>
        Assert.Equal(HttpStatusCode.Created, await PutGroupAsync(OwnerToken(AsVersion1)));

    [Fact]
    public async Task A_missing_token_is_told_where_to_sign_in() =>
        await AssertRefusedAsync(await GetAsync(null), "AuthenticationFailed", $"Bearer authorization_uri=\"{Authority}\"");

    [Fact]
    public async Task An_expired_token_is_told_so()
    {
        var token = OwnerToken();
        _base.Time.Advance(TimeSpan.FromHours(1));
        using var answer = await GetAsync(token);
        Assert.StartsWith($"Bearer authorization_uri=\"{Authority}\", error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        var error = (await answer.ReadJsonAsync())["error"]!;
        Assert.Equal("ExpiredAuthenticationToken", (string?)error["code"]);
        Assert.Equal("The access token expiry UTC time '1/1/2040 1:00:00 AM' is earlier than current UTC time '1/1/2040 1:00:00 AM'.", (string?)error["message"]);
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_from_its_expiry_on()
    {
        var token = OwnerToken();
        Assert.Equal(HttpStatusCode.Created, await PutGroupAsync(token));
        _base.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await PutGroupAsync(token));
    }

    [Theory]
    [InlineData("55555555-5555-5555-5555-555555555555")]
    [InlineData("common")]
    public async Task A_token_of_another_tenant_is_refused(string tenant) => await AssertRefusedAsync(
        await GetAsync(OwnerToken(token => (token.Issuer, token.Claims["tid"]) = ($"{_issuer.Root}/{tenant}/v2.0", tenant))), "InvalidAuthenticationTokenTenant");

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() => await AssertRefusedAsync(
        await GetAsync(OwnerToken(token => token.Issuer = $"https://login.example.org/{StandInIssuer.Tenant}/v2.0")), "InvalidAuthenticationTokenTenant");

    [Fact]
    public async Task A_token_for_another_audience_is_refused() =>
        await AssertRefusedAsync(await GetAsync(OwnerToken(token => token.Audience = "https://graph.microsoft.com")), "AuthenticationFailed");

    [Fact]
    public async Task A_token_of_another_key_is_refused()
    {
        using var other = System.Security.Cryptography.RSA.Create(2048);
        var key = new RsaSecurityKey(other) { KeyId = _issuer.Key.KeyId };
        await AssertRefusedAsync(
            await GetAsync(OwnerToken(token => token.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256))), "AuthenticationFailed");
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"JWT"}"""));
        await AssertRefusedAsync(await GetAsync($"{header}.{OwnerToken().Split('.')[1]}."), "AuthenticationFailed");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var shared = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(_issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = _issuer.Key.KeyId };
        await AssertRefusedAsync(
            await GetAsync(OwnerToken(token => token.SigningCredentials = new SigningCredentials(shared, SecurityAlgorithms.HmacSha256))), "AuthenticationFailed");
    }

    [Fact]
    public async Task A_token_of_the_local_administrator_opens_nothing()
    {
        using var local = new TestService();
        var token = local.SignedIn().DefaultRequestHeaders.Authorization!.Parameter;
        await AssertRefusedAsync(await GetAsync(token), "InvalidAuthenticationTokenTenant");
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_learnt()
    {
        Assert.Equal(HttpStatusCode.Created, await PutGroupAsync(OwnerToken()));
        _issuer.RollKey();
        var status = await PutGroupAsync(OwnerToken()); // makes the service look for the key
        await _issuer.KeysRead;
        for (var attempt = 0; status == HttpStatusCode.Unauthorized && attempt < 1000; attempt++) status = await PutGroupAsync(OwnerToken());
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task The_cloud_names_Entra_ID_as_where_to_sign_in()
    {
        using var client = _service.CreateClient();
        using var answer = await client.CallAsync(HttpMethod.Get, "/metadata/endpoints", "2022-09-01");
        var authentication = (await answer.ReadJsonAsync())["authentication"]!;
        Assert.Equal($"{_issuer.Root}/", (string?)authentication["loginEndpoint"]);
        Assert.Equal($"api://{StandInIssuer.ClientId}", (string?)authentication["audiences"]![0]);
        Assert.Equal(StandInIssuer.Tenant, (string?)authentication["tenant"]);
    }

    [Theory]
    [InlineData("/common/oauth2/v2.0/token")]
    [InlineData("/admin/v1/servicePrincipals")]
    public async Task The_local_identity_service_is_not_there(string path)
    {
        using var answer = await Client(OwnerToken()).PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("AzureAd:TenantId", "common", "AzureAd:TenantId")]
    [InlineData("AzureAd:ClientId", "", "AzureAd:ClientId")]
    [InlineData("Authorization:Owners", "ada@example.org", "Authorization:Owners")]
    public void A_setting_that_would_let_in_others_stops_the_start(string key, string value, string named)
    {
        var builder = WebApplication.CreateSlimBuilder();
        foreach (var (name, setting) in Settings) builder.Configuration[name] = setting;
        builder.Configuration[key] = value;
        builder.AddIdentity();
        using var services = builder.Services.BuildServiceProvider();
        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Settings => new()
    {
        ["Authentication:Mode"] = "EntraId",
        ["AzureAd:Instance"] = $"{_issuer.Root}/",
        ["AzureAd:TenantId"] = StandInIssuer.Tenant,
        ["AzureAd:ClientId"] = StandInIssuer.ClientId,
        ["Authorization:Owners"] = $"{Guid.Empty}, {Owner}",
        ["Agents:Audience"] = TestService.PublicUrl,
    };

    private string OwnerToken(Action<SecurityTokenDescriptor>? change = null) => _issuer.Issue(token =>
    {
        token.Claims["oid"] = Owner;
        change?.Invoke(token);
    });

    private void AsVersion1(SecurityTokenDescriptor token)
    {
        (token.Issuer, token.Audience) = ($"{_issuer.Root}/sts/{StandInIssuer.Tenant}/", $"api://{StandInIssuer.ClientId}");
        token.Claims["ver"] = "1.0";
        token.Claims.Remove("azp");
    }

    private static Action<SecurityTokenDescriptor> Claim(string name, object value) => token => token.Claims[name] = value;

    private HttpClient Client(string? token)
    {
        var client = _service.CreateClient();
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<HttpResponseMessage> GetAsync(string? token)
    {
        using var client = Client(token);
        return await client.CallAsync(HttpMethod.Get, "/subscriptions", "2022-12-01");
    }

    private async Task<HttpStatusCode> PutGroupAsync(string token)
    {
        using var client = Client(token);
        using var answer = await client.CallAsync(HttpMethod.Put, Group, "2021-04-01", GroupBody);
        return answer.StatusCode;
    }

    private async Task AssertCreatorAsync(string name, string type, string token)
    {
        using var client = Client(token);
        (await client.CallAsync(HttpMethod.Put, Group, "2021-04-01", GroupBody)).EnsureSuccessStatusCode();
        var id = $"{Group}/providers/Microsoft.Kubernetes/connectedClusters/c-{Guid.NewGuid():N}";
        using var answer = await client.CallAsync(
            HttpMethod.Put, id, "2021-10-01", """{"location":"eastus","identity":{"type":"None"},"properties":{"agentPublicKeyCertificate":"MA=="}}""");
        var created = (await answer.EnsureSuccessStatusCode().ReadJsonAsync())["systemData"]!;
        Assert.Equal((name, type), ((string)created["createdBy"]!, (string)created["createdByType"]!));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string code, string? challenge = null)
    {
        using (answer)
        {
            Assert.Equal((HttpStatusCode.Unauthorized, code), (answer.StatusCode, await answer.ReadErrorCodeAsync()));
            if (challenge is not null) Assert.Equal(challenge, answer.Header("WWW-Authenticate"));
        }
    }
}
