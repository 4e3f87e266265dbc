using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProviderService.Hosting.Listening;

/// <summary>
/// Keeps the certificate of the loopback addresses in <c>{DataDirectory}/tls</c>: <c>ca.pem</c> for clients to trust, <c>server.pem</c>
/// with the private key. Made on first use, and anew, authority and all, when it is about to expire or does not hold together.
/// </summary>
internal sealed class LoopbackTls(DataDirectory directory, TimeProvider time, ILogger<LoopbackTls> logger)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private X509Certificate2? _certificate;

    /// <summary>The authority's certificate, which clients have to trust.</summary>
    public string AuthorityPath { get; } = directory.PathOf("tls", "ca.pem");

    private readonly string _serverPath = directory.PathOf("tls", "server.pem");

    /// <summary>The server's certificate with its private key.</summary>
    public X509Certificate2 Certificate
    {
        get
        {
            lock (_lock) return _certificate ??= ForServer(Load() ?? Create());
        }
    }

    private X509Certificate2? Load()
    {
        if (!File.Exists(AuthorityPath) || !File.Exists(_serverPath)) return null;
        try
        {
            using var authority = X509CertificateLoader.LoadCertificateFromFile(AuthorityPath);
            var server = X509Certificate2.CreateFromPemFile(_serverPath);
            if (IsGood(server, authority)) return server;
            server.Dispose();
        }
        catch (CryptographicException)
        {
            Log.LoopbackCertificateUnreadable(logger, _serverPath);
        }

        return null;
    }

    private bool IsGood(X509Certificate2 server, X509Certificate2 authority)
    {
        var now = time.GetUtcNow();
        if (now + RenewBefore >= server.NotAfter) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(server);
    }

    private X509Certificate2 Create()
    {
        var (authority, server) = LoopbackCertificates.Create(time.GetUtcNow());
        using var key = server.GetECDsaPrivateKey()!;
        PrivateFile.Replace(AuthorityPath, authority.ExportCertificatePem() + "\n");
        PrivateFile.Replace(_serverPath, $"{server.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        Log.LoopbackCertificateMade(logger, AuthorityPath, server.NotAfter);
        authority.Dispose();
        return server;
    }

    /// <summary>Windows cannot serve with a key that never was in a key store, and importing puts it into one.</summary>
    private static X509Certificate2 ForServer(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
