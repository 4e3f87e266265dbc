using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ProviderService.Core.Secrets;

/// <summary>The RSA public key of a cluster's agent, to which its secrets are sealed.</summary>
public sealed class ClusterPublicKey
{
    /// <summary>In bits; less is no longer safe (NIST SP 800-57, part 1).</summary>
    public const int MinimumSize = 2048;

    /// <summary>In characters. No certificate comes near; what is longer is not looked at.</summary>
    public const int MaximumText = 16 * 1024;

    private static readonly Func<byte[], RSA?>[] Encodings = [SubjectPublicKeyInfo, RsaPublicKey, Certificate];

    private readonly RSAParameters _parameters;
    private readonly ConcurrentStack<RSA> _idle = new();

    private ClusterPublicKey(RSAParameters parameters)
    {
        _parameters = parameters;
        Thumbprint = ThumbprintOf(parameters);
    }

    /// <summary>The key's name, <c>kid</c>: its JWK thumbprint with SHA-256 in base64url (RFC 7638).</summary>
    public string Thumbprint { get; }

    /// <summary>Reads an <c>agentPublicKeyCertificate</c>.</summary>
    /// <param name="text">Base64 of an X.509 certificate, a SubjectPublicKeyInfo (RFC 5280) or an RSAPublicKey (RFC 8017), each in DER or
    /// PEM (RFC 7468); or that PEM itself.</param>
    /// <returns><see langword="null"/> when it holds no RSA public key of <see cref="MinimumSize"/> bits or more.</returns>
    public static ClusterPublicKey? Parse(string text)
    {
        if (text.Length > MaximumText || DerOf(text) is not { } der) return null;
        foreach (var decode in Encodings)
        {
            using var rsa = Decoded(decode, der);
            if (rsa is not null) return Usable(rsa);
        }

        return null;
    }

    /// <returns>The key for one use at a time, to be disposed of; the base class library does not promise that several threads may share it.</returns>
    public RSA CreateRsa() => RSA.Create(_parameters);

    /// <summary>Lends a key that stays imported afterwards, since the import costs more than to encrypt.</summary>
    public T Use<T>(Func<RSA, T> use)
    {
        if (!_idle.TryPop(out var rsa)) rsa = CreateRsa();
        try
        {
            return use(rsa);
        }
        finally
        {
            _idle.Push(rsa);
        }
    }

    /// <summary>An exponent of 1, or an even one, encrypts nothing.</summary>
    private static ClusterPublicKey? Usable(RSA rsa)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var exponent = parameters.Exponent!;
        var isSound = (exponent[^1] & 1) == 1 && (exponent.Length > 1 || exponent[0] > 1);
        return isSound && rsa.KeySize >= MinimumSize ? new ClusterPublicKey(parameters) : null;
    }

    /// <summary>Takes off base64 and PEM, in the order in which they were put on.</summary>
    private static byte[]? DerOf(string text)
    {
        if (PemEncoding.TryFind(text, out var armour)) return Bytes(text[armour.Base64Data]);
        if (Bytes(text) is not { } decoded) return null;
        var inner = Encoding.Latin1.GetString(decoded);
        return PemEncoding.TryFind(inner, out armour) ? Bytes(inner[armour.Base64Data]) : decoded;
    }

    private static byte[]? Bytes(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? buffer[..length] : null;
    }

    private static RSA? Decoded(Func<byte[], RSA?> decode, byte[] der)
    {
        try
        {
            return decode(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static RSA? SubjectPublicKeyInfo(byte[] der)
    {
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(der, out var read);
        return read == der.Length ? key.GetRSAPublicKey() : null;
    }

    private static RSA? RsaPublicKey(byte[] der)
    {
        var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(der, out var read);
        return read == der.Length ? rsa : null;
    }

    private static RSA? Certificate(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return certificate.GetRSAPublicKey();
    }

    private static string ThumbprintOf(RSAParameters key)
    {
        var (exponent, modulus) = (Base64Url.EncodeToString(key.Exponent), Base64Url.EncodeToString(key.Modulus));
        var members = $$"""{"e":"{{exponent}}","kty":"RSA","n":"{{modulus}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(members)));
    }
}
