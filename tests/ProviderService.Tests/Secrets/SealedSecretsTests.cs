using CsCheck;
using Jose;
using ProviderService.Core.Secrets;

namespace ProviderService.Tests.Secrets;

public sealed class SealedSecretsTests : IDisposable
{
    private const string Id = "/subscriptions/s/cfg";

    /// <summary>Halves of surrogate pairs are left out: validation refuses them.</summary>
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\0', '\uD7FF'], 0, 50];

    private readonly ClusterKeyPair _pair = new();
    private readonly Guid _uid = Guid.NewGuid();

    private ClusterPublicKey Key => ClusterPublicKey.Parse(_pair.PublicKey)!;

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void The_cluster_reads_any_secrets_that_were_sealed_to_it() =>
        Gen.Dictionary(Text, Text).Sample(secrets => Assert.Equal(secrets, _pair.Open(SealedSecrets.Seal(secrets, Key, Id, _uid))), iter: 50);

    [Fact]
    public void The_header_says_how_and_to_which_key_and_for_which_configuration()
    {
        var headers = JWT.Headers(Seal());
        Assert.Equal(("RSA-OAEP-256", "A256GCM", _pair.Thumbprint), (headers["alg"], headers["enc"], headers["kid"]));
        Assert.Equal("json", headers["cty"]);
        Assert.Equal((Id, _uid.ToString()), (headers["configurationId"], headers["configurationUid"]));
    }

    [Fact]
    public void Another_cluster_cannot_read_them()
    {
        using var other = new ClusterKeyPair();
        Assert.ThrowsAny<Exception>(() => other.Open(Seal()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_change_in_any_part_shows(int part)
    {
        var parts = Seal().Split('.');
        var middle = parts[part].Length / 2;
        parts[part] = parts[part][..middle] + (parts[part][middle] == 'A' ? 'B' : 'A') + parts[part][(middle + 1)..];
        Assert.ThrowsAny<Exception>(() => _pair.Open(string.Join('.', parts)));
    }

    [Fact]
    public void The_same_secrets_never_look_the_same()
    {
        var (one, another) = (Seal().Split('.'), Seal().Split('.'));
        Assert.All(Enumerable.Range(1, 4), part => Assert.NotEqual(one[part], another[part]));
    }

    private string Seal() => SealedSecrets.Seal(new Dictionary<string, string> { ["httpsKey"] = "aHVudGVyMg==" }, Key, Id, _uid);
}
