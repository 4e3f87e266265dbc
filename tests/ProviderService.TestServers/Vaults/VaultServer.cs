using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ProviderService.TestServers.Vaults;

/// <summary>
/// A stand-in for Key Vault, over HTTPS on a free port of this machine: the challenge, keys with versions, <c>wrapkey</c>, <c>unwrapkey</c> and
/// the errors of its REST interface, as far as keys are concerned. The official client for JavaScript checks it.
/// </summary>
public sealed class VaultServer : IAsyncDisposable
{
    /// <summary>The token that opens it, and the tenant that the challenge names.</summary>
    public const string Token = "token-for-the-stand-in";
    public const string Tenant = "11111111-2222-3333-4444-555555555555";

    private static readonly string[] ApiVersions = ["7.4", "7.5", "7.6", "2025-07-01"];

    private readonly ConcurrentDictionary<string, VaultKey> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly WebApplication _app;

    private VaultServer(WebApplication app, string certificate)
    {
        _app = app;
        Certificate = certificate;
    }

    /// <summary>Of the certificate that it shows, which is its own authority (PEM).</summary>
    public string Certificate { get; }

    /// <summary><c>https://localhost:port</c>.</summary>
    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    /// <summary>What it answers instead of doing what it is asked for: a status and a code. <see langword="null"/> to do it.</summary>
    public (int Status, string Code)? Refusal { get; set; }

    /// <summary>The resource that the challenge asks a token for.</summary>
    public string Resource { get; set; } = "https://localhost";

    /// <summary>Path and query of each request that had a good token.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<VaultServer> StartAsync()
    {
        using var certificate = MakeCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        var served = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(served)));
        var server = new VaultServer(builder.Build(), certificate.ExportCertificatePem());
        server._app.Use(server.AdmitAsync);
        server.Map(server._app);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Makes a key, or a new version of it.</summary>
    /// <returns>Its id, without a version.</returns>
    public Uri Rotate(string name)
    {
        _keys.AddOrUpdate(name, _ => new VaultKey(), (_, key) =>
        {
            key.Rotate();
            return key;
        });
        return new Uri(Url, $"/keys/{name}");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var key in _keys.Values) key.Dispose();
    }

    private async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.microsoftonline.com/{Tenant}\", resource=\"{Resource}\"";
            await Error(401, "Unauthorized").ExecuteAsync(context);
            return;
        }

        context.Response.Headers["retry-after-ms"] = "1";
        Requests.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
        if (Refusal is { } refusal) await Error(refusal.Status, refusal.Code).ExecuteAsync(context);
        else if (!ApiVersions.Contains(context.Request.Query["api-version"].ToString())) await Error(400, "BadParameter").ExecuteAsync(context);
        else await next(context);
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/keys/{name}/create", (string name) => Described(Rotate(name)));
        routes.MapPost("/keys/{name}/rotate", (string name) => _keys.ContainsKey(name) ? Described(Rotate(name)) : NotFound());
        routes.MapGet("/keys/{name}/versions", (string name) => _keys.TryGetValue(name, out var key)
            ? Results.Json(new { value = key.Versions.Select(version => new { kid = $"{new Uri(Url, $"/keys/{name}")}/{version}", attributes = new { enabled = true } }), nextLink = (string?)null })
            : NotFound());
        routes.MapGet("/keys/{name}/{version?}", (string name, string? version) => With(name, version, (url, key, found) => Results.Json(key.Describe(url, found))));
        routes.MapPost("/keys/{name}/wrapkey", (string name, Call call) => With(name, null, (url, key, version) => Wrap(url, key, version, call)));
        routes.MapPost("/keys/{name}/{version}/wrapkey", (string name, string version, Call call) => With(name, version, (url, key, found) => Wrap(url, key, found, call)));
        routes.MapPost("/keys/{name}/{version}/unwrapkey", (string name, string version, Call call) => With(name, version, (url, key, found) => Unwrap(url, key, found, call)));
    }

    private IResult With(string name, string? version, Func<string, VaultKey, string, IResult> answer)
    {
        if (!_keys.TryGetValue(name, out var key)) return NotFound();
        version = string.IsNullOrEmpty(version) ? key.Current : version;
        return key.Find(version) is null ? NotFound() : answer(new Uri(Url, $"/keys/{name}").AbsoluteUri, key, version);
    }

    private IResult Described(Uri key) => With(key.Segments[^1], null, (url, found, version) => Results.Json(found.Describe(url, version)));

    private static IResult Wrap(string url, VaultKey key, string version, Call call) => call.Alg == "RSA-OAEP-256"
        ? Result(url, version, key.Find(version)!.Encrypt(Base64Url.DecodeFromChars(call.Value), RSAEncryptionPadding.OaepSHA256))
        : Error(400, "BadParameter");

    private static IResult Unwrap(string url, VaultKey key, string version, Call call)
    {
        try
        {
            return call.Alg == "RSA-OAEP-256"
                ? Result(url, version, key.Find(version)!.Decrypt(Base64Url.DecodeFromChars(call.Value), RSAEncryptionPadding.OaepSHA256))
                : Error(400, "BadParameter");
        }
        catch (CryptographicException)
        {
            return Error(400, "BadParameter");
        }
    }

    private static IResult Result(string url, string version, byte[] value) =>
        Results.Json(new { kid = $"{url}/{version}", value = Base64Url.EncodeToString(value) });

    private static IResult NotFound() => Error(404, "KeyNotFound");

    private static IResult Error(int status, string code) => Results.Json(new { error = new { code, message = "The stand-in says so." } }, statusCode: status);

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private sealed record Call([property: JsonPropertyName("alg")] string Alg, [property: JsonPropertyName("value")] string Value);
}
