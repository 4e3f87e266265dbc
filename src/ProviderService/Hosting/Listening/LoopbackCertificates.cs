using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProviderService.Hosting.Listening;

/// <summary>
/// Makes a certificate for loopback addresses and an authority that vouches for it. The authority's key is dropped as soon as it has
/// signed: who trusts the authority trusts this one certificate, and nobody can ever make another in its name.
/// </summary>
internal static class LoopbackCertificates
{
    /// <summary>The longest life that common clients accept of a server's certificate.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(825);

    private const int SerialNumberSize = 16;

    /// <summary>Makes both; the server's certificate comes with its private key.</summary>
    public static (X509Certificate2 Authority, X509Certificate2 Server) Create(DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = AuthorityRequest(authorityKey).CreateSelfSigned(now, now + Lifetime);
        var serial = RandomNumberGenerator.GetBytes(SerialNumberSize);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40); // a positive number of full length (RFC 5280, section 4.1.2.2)
        using var server = ServerRequest(serverKey, signer).Create(signer, signer.NotBefore, signer.NotAfter, serial);
        return (X509CertificateLoader.LoadCertificate(signer.RawData), server.CopyWithPrivateKey(serverKey));
    }

    private static CertificateRequest AuthorityRequest(ECDsa key)
    {
        // Clients that trust several of these tell them apart by name.
        var name = $"CN=ProviderService loopback authority {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest ServerRequest(ECDsa key, X509Certificate2 authority)
    {
        const string serverAuthentication = "1.3.6.1.5.5.7.3.1";
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(serverAuthentication)], critical: false));
        request.CertificateExtensions.Add(LoopbackNames());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request;
    }

    private static X509Extension LoopbackNames()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }
}
