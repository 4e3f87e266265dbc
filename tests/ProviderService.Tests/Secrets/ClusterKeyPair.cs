using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Jose;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Core.Secrets;

namespace ProviderService.Tests.Secrets;

/// <summary>The key pair of a cluster's agent, and what only its private half can do.</summary>
internal sealed class ClusterKeyPair : IDisposable
{
    private readonly RSA _rsa = RSA.Create(ClusterPublicKey.MinimumSize);

    /// <summary>The public half as the usual client sends it: base64 of an RSAPublicKey in DER.</summary>
    public string PublicKey => Convert.ToBase64String(_rsa.ExportRSAPublicKey());

    /// <summary>The private half, for signing.</summary>
    public RsaSecurityKey SigningKey => new(_rsa);

    public string Thumbprint => ClusterPublicKey.Parse(PublicKey)!.Thumbprint;

    /// <summary>Every form in which the public half may be sent, by name.</summary>
    public IReadOnlyDictionary<string, string> Forms()
    {
        var request = new CertificateRequest("CN=agent", _rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return new Dictionary<string, string>
        {
            ["RSAPublicKey in DER"] = PublicKey,
            ["SubjectPublicKeyInfo in DER"] = Convert.ToBase64String(_rsa.ExportSubjectPublicKeyInfo()),
            ["certificate in DER"] = Convert.ToBase64String(certificate.RawData),
            ["DER in base64 with line breaks"] = Convert.ToBase64String(_rsa.ExportRSAPublicKey(), Base64FormattingOptions.InsertLineBreaks),
            ["RSAPublicKey in PEM"] = Base64(_rsa.ExportRSAPublicKeyPem()),
            ["SubjectPublicKeyInfo in PEM"] = Base64(_rsa.ExportSubjectPublicKeyInfoPem()),
            ["certificate in PEM"] = Base64(certificate.ExportCertificatePem()),
            ["RSAPublicKey in raw PEM"] = _rsa.ExportRSAPublicKeyPem(),
            ["SubjectPublicKeyInfo in raw PEM"] = _rsa.ExportSubjectPublicKeyInfoPem(),
            ["certificate in raw PEM"] = certificate.ExportCertificatePem() + "\n",
        };
    }

    /// <summary>Opens what was sealed to this pair.</summary>
    /// <exception cref="JoseException">It was sealed to another, or changed.</exception>
    public Dictionary<string, string> Open(string sealedSecrets) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(JWT.DecodeBytes(sealedSecrets, _rsa, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM))!;

    public void Dispose() => _rsa.Dispose();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
