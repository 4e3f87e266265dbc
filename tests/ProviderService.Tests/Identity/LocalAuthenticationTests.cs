using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProviderService.Hosting;
using ProviderService.Identity;

namespace ProviderService.Tests.Identity;

public sealed class LocalAuthenticationTests : IAsyncLifetime
{
    private readonly LocalSignIn _signIn = new();
    private readonly MemoryLogs _logs = new();
    private WebApplication? _app;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Token => File.ReadAllText(Path.Combine(_signIn.DataDirectory, "admin-token")).TrimEnd();

    public async ValueTask InitializeAsync()
    {
        _app = Build();
        await _app.StartAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _signIn.Dispose();
    }

    [Fact]
    public async Task The_administrators_token_opens_what_is_closed()
    {
        var response = await GetAsync("/closed", $"Bearer {Token}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("admin@local", await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task The_scheme_is_read_without_regard_to_case() =>
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/closed", $"bearer  {Token}")).StatusCode);

    [Fact]
    public async Task What_allows_anonymous_callers_needs_no_token() =>
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/open")).StatusCode);

    [Fact]
    public async Task What_allows_anonymous_callers_minds_no_bad_token() =>
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/open", "Bearer nonsense")).StatusCode);

    [Fact]
    public async Task A_call_without_a_token_is_told_so() => await AssertRefusedAsync(
        await GetAsync("/closed"), "Authentication failed. The 'Authorization' header is missing.", "Bearer");

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("nonsense")]
    public async Task A_header_of_another_form_is_told_so(string header) => await AssertRefusedAsync(
        await GetAsync("/closed", header), "Authentication failed. The 'Authorization' header is provided in an invalid format.", "Bearer");

    [Fact]
    public async Task Two_headers_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/closed");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {Token}", $"Bearer {Token}"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app!.GetTestClient().SendAsync(request, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_bad_token_is_told_so() => await AssertRefusedAsync(
        await GetAsync("/closed", "Bearer nonsense"),
        "Authentication failed. The access token is invalid.",
        "Bearer error=\"invalid_token\", error_description=\"The access token is invalid.\"");

    [Fact]
    public async Task An_expired_token_is_told_so()
    {
        var token = Token;
        _signIn.Time.Advance(AdminToken.Lifetime);
        await AssertRefusedAsync(
            await GetAsync("/closed", $"Bearer {token}"),
            "Authentication failed. The access token has expired or is not valid yet.",
            "Bearer error=\"invalid_token\", error_description=\"The access token has expired or is not valid yet.\"");
    }

    [Fact]
    public async Task A_refusal_comes_from_the_gateway() =>
        Assert.Equal(["gateway"], (await GetAsync("/closed")).Headers.GetValues("x-ms-failure-cause"));

    [Fact]
    public async Task An_unknown_path_is_closed_to_callers_without_a_token() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/unknown")).StatusCode);

    [Fact]
    public async Task An_unknown_path_is_not_found_with_a_token() =>
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/unknown", $"Bearer {Token}")).StatusCode);

    [Fact]
    public async Task A_wrong_method_is_closed_to_callers_without_a_token() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app!.GetTestClient().DeleteAsync("/closed", Cancelled)).StatusCode);

    [Fact]
    public async Task No_log_has_the_token()
    {
        var token = Token;
        await GetAsync("/closed", $"Bearer {token}");
        await GetAsync("/closed", $"Bearer {token}x");
        _signIn.Time.Advance(AdminToken.Lifetime);
        await GetAsync("/closed", $"Bearer {token}");
        Assert.Contains(_logs.Messages, message => message.Contains("The access token is invalid", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Messages, message => message.Contains(token.Split('.')[2], StringComparison.Ordinal));
    }

    [Fact]
    public void Another_mode_than_Local_stops_the_start()
    {
        _signIn.Configuration["Authentication:Mode"] = "Nobody";
        using var services = Build().Services.CreateScope();
        var refusal = Assert.Throws<OptionsValidationException>(() => services.ServiceProvider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal(["Authentication:Mode must be 'Local' or 'EntraId'."], refusal.Failures);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddConfiguration(_signIn.Configuration);
        builder.Logging.ClearProviders().AddProvider(_logs).AddFilter<MemoryLogs>(_ => true);
        builder.Services.AddSingleton<TimeProvider>(_signIn.Time).AddSingleton(_signIn.Documents);
        builder.AddIdentity();
        var app = builder.Build();
        app.UseMiddleware<ErrorEnvelope>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/open", () => "open").AllowAnonymous();
        app.MapGet("/closed", (HttpContext context) => context.User.ToPrincipal().Name);
        return app;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await _app!.GetTestClient().SendAsync(request, Cancelled);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string message, string challenge)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal([challenge], response.Headers.GetValues("WWW-Authenticate"));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        var error = body.RootElement.GetProperty("error");
        Assert.Equal("AuthenticationFailed", error.GetProperty("code").GetString());
        Assert.Equal(message, error.GetProperty("message").GetString());
    }
}
