using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ProviderService.Hosting.Launch;
using ProviderService.Hosting.Listening;
using ProviderService.Identity;

namespace ProviderService.Tests.Hosting.Listening;

public sealed class LoopbackListeningTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Without_settings_the_service_listens_on_loopback()
    {
        await using var app = Build();
        Assert.Equal("http://127.0.0.1:5080;https://127.0.0.1:5443", app.Configuration["urls"]);
    }

    [Theory]
    [InlineData("--urls=http://127.0.0.1:7000")]
    [InlineData("--Urls=http://127.0.0.1:7000")]
    public async Task Addresses_that_were_set_win(string argument)
    {
        await using var app = Build(argument);
        Assert.Equal("http://127.0.0.1:7000", app.Configuration["urls"]);
    }

    [Theory]
    [InlineData("--http_ports=7000")]
    [InlineData("--https_ports=7000")]
    [InlineData("--Kestrel:Endpoints:Main:Url=http://127.0.0.1:7000")]
    public async Task Endpoints_that_were_set_in_other_ways_are_not_overruled(string argument)
    {
        await using var app = Build(argument);
        Assert.Null(app.Configuration["urls"]);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_client_that_trusts_the_authority_can_call_by(string host)
    {
        await using var app = Build("--urls=https://127.0.0.1:0");
        await app.StartAsync(Cancelled);
        using var client = ClientTrusting(_directory.PathOf("tls", "ca.pem"));
        Assert.Equal("hello", await client.GetStringAsync(new Uri($"https://{host}:{PortOf(app)}/"), Cancelled));
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_authority_cannot_call()
    {
        await using var app = Build("--urls=https://127.0.0.1:0");
        await app.StartAsync(Cancelled);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri($"https://127.0.0.1:{PortOf(app)}/"), Cancelled));
    }

    [Fact]
    public async Task Plain_HTTP_makes_no_certificate()
    {
        await using var app = Build("--urls=http://127.0.0.1:0");
        await app.StartAsync(Cancelled);
        Assert.False(Directory.Exists(_directory.PathOf("tls")));
    }

    [Theory]
    [InlineData("--urls=https://127.0.0.1:0", "--Kestrel:Certificates:Default")]
    [InlineData("--Kestrel:Endpoints:Main:Url=https://127.0.0.1:0", "--Kestrel:Endpoints:Main:Certificate")]
    public async Task A_certificate_that_was_set_wins(string endpoint, string certificate)
    {
        MakeCertificate(_directory.PathOf("own.pem"), _directory.PathOf("own.key"));
        await using var app = Build(endpoint, $"{certificate}:Path={_directory.PathOf("own.pem")}", $"{certificate}:KeyPath={_directory.PathOf("own.key")}");
        await app.StartAsync(Cancelled);
        using var client = ClientTrusting(_directory.PathOf("own.pem"));
        Assert.Equal("hello", await client.GetStringAsync(new Uri($"https://localhost:{PortOf(app)}/"), Cancelled));
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://[::]:0")]
    [InlineData("--urls=http://*:0")]
    [InlineData("--urls=http://somewhere:0")]
    [InlineData("--http_ports=0")]
    [InlineData("--Kestrel:Endpoints:Main:Url=http://+:0")]
    public async Task Local_sign_in_does_not_leave_the_machine(string argument)
    {
        await using var app = Build(argument);
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Cancelled));
        Assert.Contains("Authentication:AllowLocalBeyondLoopback", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_is_judged_again_when_it_is_bound()
    {
        var endpoint = new KestrelServerOptions();
        Assert.Throws<StartUpException>(() => endpoint.ListenAnyIP(0, listen => LoopbackOnly.Check(listen, new IdentityOptions())));
    }

    [Theory]
    [InlineData("--urls=nonsense")]
    [InlineData("--urls=http://127.0.0.1:0;127.0.0.1:7000")]
    [InlineData("--Kestrel:Endpoints:Main:Url=nonsense")]
    public async Task What_is_no_address_is_told_before_anything_starts(string argument)
    {
        await using var app = Build(argument);
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Cancelled));
        Assert.EndsWith("is no address to listen on. Write it like http://127.0.0.1:5080.", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_sign_in_leaves_the_machine_when_it_may()
    {
        await using var app = Build("--urls=http://0.0.0.0:0", "--Authentication:AllowLocalBeyondLoopback=true");
        await app.StartAsync(Cancelled);
        Assert.NotEqual(0, PortOf(app));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    public async Task Every_loopback_address_will_do(string address)
    {
        await using var app = Build($"--urls=http://{address}:0");
        await app.StartAsync(Cancelled);
        Assert.NotEqual(0, PortOf(app));
    }

    private WebApplication Build(params string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _directory.Path });
        // What the environment of the tests sets is not meant for them.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddCommandLine([.. arguments, $"--Embedded:DataDirectory={_directory.Path}"]);
        builder.Logging.ClearProviders();
        builder.Services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section);
        builder.AddLoopbackListening();
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("hello", Cancelled));
        return app;
    }

    private static int PortOf(WebApplication app) => new Uri(app.Urls.First()).Port;

    private static HttpClient ClientTrusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authority));
        return new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
    }

    private static void MakeCertificate(string path, string keyPath)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var own = request.CreateSelfSigned(now.AddMinutes(-1), now.AddDays(1));
        File.WriteAllText(path, own.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
    }
}
