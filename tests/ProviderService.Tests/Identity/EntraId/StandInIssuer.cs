using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Identity.EntraId;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity.EntraId;

/// <summary>An identity service on loopback in the place of Entra ID: discovery, keys that roll over, and tokens of both versions.</summary>
internal sealed class StandInIssuer : IAsyncDisposable
{
    public const string Tenant = "22222222-2222-2222-2222-222222222222";
    public const string ClientId = "33333333-3333-3333-3333-333333333333";

    private readonly X509Certificate2 _certificate = NewCertificate();
    private WebApplication _app = null!;
    private volatile TaskCompletionSource _keysRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RsaSecurityKey Key { get; private set; } = NewKey();

    public string Root => _app.Urls.Single();

    /// <summary>Ends when somebody has read the keys since the last change.</summary>
    public Task KeysRead => _keysRead.Task;

    public static async Task<StandInIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var issuer = new StandInIssuer();
        builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(issuer._certificate)));
        issuer._app = builder.Build();
        issuer.Map();
        await issuer._app.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    public void RollKey()
    {
        Key = NewKey();
        _keysRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>A good token of an application, as version 2.0 writes it, but for what a test changes.</summary>
    public string Issue(Action<SecurityTokenDescriptor>? change = null)
    {
        var now = TestService.Start.UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = $"{Root}/{Tenant}/v2.0",
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object>
            {
                ["oid"] = Guid.NewGuid().ToString(),
                ["tid"] = Tenant,
                ["azp"] = Guid.NewGuid().ToString(),
                ["ver"] = "2.0",
                ["idtyp"] = "app",
            },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>Has Microsoft.Identity.Web trust the certificate, wherever it reads from the issuer.</summary>
    public void TrustIn(IServiceCollection services)
    {
        services.AddHttpClient("issuer").ConfigurePrimaryHttpMessageHandler(NewHandler);
        services.Configure<AadIssuerValidatorOptions>(validator => validator.HttpClientName = "issuer");
        services.Configure<JwtBearerOptions>(EntraIdTokens.InnerScheme, bearer => bearer.BackchannelHttpHandler = NewHandler());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private SocketsHttpHandler NewHandler() => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString() },
    };

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private void Map()
    {
        _app.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (string tenant) => Configuration($"{Root}/{Named(tenant)}/v2.0"));
        _app.MapGet("/{tenant}/.well-known/openid-configuration", (string tenant) => Configuration($"{Root}/sts/{Named(tenant)}/"));
        _app.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Key.Rsa.ExportParameters(false)) { KeyId = Key.KeyId });
            _keysRead.TrySetResult();
            return Json(new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = key.Kid, ["n"] = key.N, ["e"] = key.E }) });
        });
    }

    /// <summary>Documents for all tenants have a place for the tenant's id.</summary>
    private static string Named(string tenant) => Guid.TryParse(tenant, out _) ? tenant : "{tenantid}";

    private IResult Configuration(string issuer) => Json(new JsonObject { ["issuer"] = issuer, ["jwks_uri"] = $"{Root}/keys" });

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
}
