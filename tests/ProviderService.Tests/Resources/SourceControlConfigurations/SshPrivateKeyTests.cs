using System.Security.Cryptography;
using System.Text;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class SshPrivateKeyTests
{
    [Theory]
    [InlineData("OPENSSH PRIVATE KEY")]
    [InlineData("RSA PRIVATE KEY")]
    [InlineData("EC PRIVATE KEY")]
    [InlineData("DSA PRIVATE KEY")]
    [InlineData("PRIVATE KEY")]
    [InlineData("ENCRYPTED PRIVATE KEY")]
    public void Every_kind_of_private_key_is_accepted(string label) => Assert.True(SshPrivateKey.IsValid(Encode(Pem(label))));

    [Fact]
    public void A_real_key_is_accepted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.True(SshPrivateKey.IsValid(Encode(key.ExportPkcs8PrivateKeyPem())));
    }

    [Fact]
    public void Line_breaks_in_the_outer_base64_are_accepted() =>
        Assert.True(SshPrivateKey.IsValid(Convert.ToBase64String(Encoding.ASCII.GetBytes(Pem("PRIVATE KEY")), Base64FormattingOptions.InsertLineBreaks)));

    [Fact]
    public void Windows_line_ends_are_accepted() =>
        Assert.True(SshPrivateKey.IsValid(Encode(Pem("RSA PRIVATE KEY").ReplaceLineEndings("\r\n"))));

    [Fact]
    public void The_headers_of_an_encrypted_key_are_accepted() => Assert.True(SshPrivateKey.IsValid(Encode(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF00FF\n\nAAECAwQF\n-----END RSA PRIVATE KEY-----\n")));

    [Fact]
    public void Curve_parameters_before_the_key_are_accepted() =>
        Assert.True(SshPrivateKey.IsValid(Encode(Pem("EC PARAMETERS") + Pem("EC PRIVATE KEY"))));

    [Theory]
    [InlineData("CERTIFICATE")]
    [InlineData("PUBLIC KEY")]
    [InlineData("SSH2 ENCRYPTED PRIVATE KEY")]
    public void Other_contents_are_refused(string label) => Assert.False(SshPrivateKey.IsValid(Encode(Pem(label))));

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAECAwQF\n-----END PRIVATE KEY-----")]
    [InlineData("QUJD")]
    public void What_is_no_base64_of_a_pem_file_is_refused(string value) => Assert.False(SshPrivateKey.IsValid(value));

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAEC$$$F\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAECAwQF\n-----END EC PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAECAwQF\n")]
    public void Broken_armour_is_refused(string pem) => Assert.False(SshPrivateKey.IsValid(Encode(pem)));

    private static string Pem(string label) => PemEncoding.WriteString(label, [0, 1, 2, 3, 4, 5]) + "\n";

    private static string Encode(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
}
