using System.Security.Cryptography;
using ProviderService.Core.Secrets;

namespace ProviderService.Tests.Secrets;

public sealed class ClusterPublicKeyTests : IDisposable
{
    private readonly ClusterKeyPair _pair = new();

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void One_key_has_one_thumbprint_in_whatever_form_it_comes()
    {
        var thumbprints = _pair.Forms().Select(form => (form.Key, ClusterPublicKey.Parse(form.Value)?.Thumbprint));
        Assert.Equal(_pair.Forms().Keys.Select(form => (form, (string?)_pair.Thumbprint)), thumbprints);
    }

    /// <summary>The example of RFC 7638, section 3.1.</summary>
    [Fact]
    public void The_thumbprint_is_that_of_RFC_7638()
    {
        const string modulus =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W"
            + "-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08"
            + "qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", ClusterPublicKey.Parse(Encode(modulus, [1, 0, 1]))!.Thumbprint);
    }

    [Fact]
    public void A_key_of_less_than_2048_bits_is_not_usable()
    {
        using var small = RSA.Create(2040);
        Assert.Null(ClusterPublicKey.Parse(Convert.ToBase64String(small.ExportRSAPublicKey())));
    }

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 2 })]
    [InlineData(new byte[] { 1, 0, 0 })]
    public void An_exponent_that_encrypts_nothing_is_not_usable(byte[] exponent)
    {
        var modulus = System.Buffers.Text.Base64Url.EncodeToString(Enumerable.Repeat((byte)0xFF, 256).ToArray());
        Assert.Null(ClusterPublicKey.Parse(Encode(modulus, exponent)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MA==")]
    [InlineData("not base64")]
    [InlineData("LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0=")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----")]
    public void What_is_no_key_is_not_usable(string text) => Assert.Null(ClusterPublicKey.Parse(text));

    [Fact]
    public void Something_behind_the_key_makes_it_unusable()
    {
        using var rsa = RSA.Create(2048);
        foreach (var key in (byte[][])[rsa.ExportRSAPublicKey(), rsa.ExportSubjectPublicKeyInfo()])
            Assert.Null(ClusterPublicKey.Parse(Convert.ToBase64String([.. key, 0])));
    }

    [Fact]
    public void Text_of_the_greatest_length_is_looked_at()
    {
        var padded = _pair.PublicKey.PadRight(ClusterPublicKey.MaximumText, '\n');
        Assert.NotNull(ClusterPublicKey.Parse(padded));
        Assert.NotNull(new ClusterPublicKeys().Find(padded));
    }

    [Fact]
    public void Keys_of_other_kinds_are_not_usable()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Assert.Null(ClusterPublicKey.Parse(Convert.ToBase64String(curve.ExportSubjectPublicKeyInfo())));
        Assert.Null(ClusterPublicKey.Parse(Convert.ToBase64String(rsa.ExportRSAPrivateKey())));
        Assert.Null(ClusterPublicKey.Parse(rsa.ExportPkcs8PrivateKeyPem()));
    }

    [Fact]
    public void Text_that_no_key_is_as_long_as_is_not_looked_at()
    {
        var padded = _pair.PublicKey + new string('\n', ClusterPublicKey.MaximumText);
        Assert.Null(ClusterPublicKey.Parse(padded));
        Assert.Null(new ClusterPublicKeys().Find(padded));
    }

    [Fact]
    public void A_text_is_read_once()
    {
        var keys = new ClusterPublicKeys();
        Assert.Same(keys.Find(_pair.PublicKey), keys.Find(_pair.PublicKey));
    }

    [Fact]
    public void No_more_texts_are_remembered_than_there_is_room_for()
    {
        var keys = new ClusterPublicKeys(capacity: 2);
        var first = keys.Find(_pair.PublicKey);
        Assert.Null(keys.Find("a"));
        Assert.Null(keys.Find("b"));
        Assert.NotSame(first, keys.Find(_pair.PublicKey));
    }

    [Fact]
    public void As_many_texts_are_remembered_as_there_is_room_for_before_and_after_all_were_forgotten()
    {
        var keys = new ClusterPublicKeys(capacity: 2);
        AssertRemembers("a");
        Assert.Null(keys.Find("b"));
        AssertRemembers("b");

        void AssertRemembers(string other)
        {
            var key = keys.Find(_pair.PublicKey);
            Assert.Null(keys.Find(other));
            Assert.Same(key, keys.Find(_pair.PublicKey));
        }
    }

    private static string Encode(string modulus, byte[] exponent)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(System.Buffers.Text.Base64Url.DecodeFromChars(modulus));
            writer.WriteIntegerUnsigned(exponent);
        }

        return Convert.ToBase64String(writer.Encode());
    }
}
