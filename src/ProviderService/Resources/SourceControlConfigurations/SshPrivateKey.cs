using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>A private key for SSH as clients supply it: base64 of a PEM file.</summary>
internal static partial class SshPrivateKey
{
    /// <summary>Whether the value is base64 of a PEM private key: OpenSSH, PKCS#1 (RSA), SEC 1 (EC), DSA or PKCS#8. What is inside is left to
    /// the operator that uses it.</summary>
    public static bool IsValid(string value) =>
        Base64.IsValid(value)
        && Pem().Match(Encoding.Latin1.GetString(Convert.FromBase64String(value))) is { Success: true } pem
        && Base64.IsValid(pem.Groups["body"].ValueSpan, out var length) && length > 0;

    /// <summary>Encrypted keys of OpenSSL's older format carry headers (RFC 1421), which RFC 7468 and thus <c>PemEncoding</c> do not know.</summary>
    [GeneratedRegex(@"-----BEGIN (?<label>((OPENSSH|RSA|EC|DSA|ENCRYPTED) )?PRIVATE KEY)-----\s+([\w-]+: [^\r\n]*\s+)*(?<body>[^-]+)-----END \k<label>-----", RegexOptions.ExplicitCapture)]
    private static partial Regex Pem();
}
