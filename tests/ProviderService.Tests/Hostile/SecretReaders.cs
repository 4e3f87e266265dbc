using System.Security.Cryptography;
using System.Text;
using CsCheck;
using ProviderService.Core.Arm;
using ProviderService.Core.Encryption;
using ProviderService.Core.Secrets;
using ProviderService.Hosting.Paging;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Tests.Secrets;
using CoreEnvelope = ProviderService.Core.Encryption.Envelope;

namespace ProviderService.Tests.Hostile;

/// <summary>Reads keys and what is sealed with them, and checks what every good one must have.</summary>
internal static class SecretReaders
{
    private const string Continuation = "cluster-index:g:c";

    private static readonly DataKey Key = DataKey.Create();
    private static readonly ClearFields Clear = new("partition", "id", null);
    private static readonly SkipTokens Tokens = TokensOf(Key);

    public static readonly byte[] Envelope = CoreEnvelope.Seal(Key, "message"u8, Clear);
    public static readonly string SkipToken = Tokens.Issue(Clear, Continuation);
    public static readonly string[] PublicKeys = KeyForms();

    /// <summary>The forms in DER, without their base64.</summary>
    public static readonly Gen<byte[]> PublicKeyBytes = Gen.OneOf([.. PublicKeys[..3].Select(Convert.FromBase64String)]);

    public static readonly string KnownHostsFile =
        $"# c\n@revoked *.example.org,!a ssh-rsa {KeyBlob("ssh-rsa")}\r\n[h]:22\tssh-ed25519 {KeyBlob("ssh-ed25519")} x\n|1|AAAA|AAAA ssh-rsa {KeyBlob("ssh-rsa")}\n";

    public static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static void OpenEnvelope(byte[] envelope)
    {
        try
        {
            CoreEnvelope.Open(Key, envelope, Clear);
            Assert.Equal(Envelope, envelope);
        }
        catch (CryptographicException)
        {
        }
    }

    /// <summary>The last letter of base64 has bits that mean nothing, so more than one text may open, but to one content alone.</summary>
    public static void OpenSkipToken(string token)
    {
        try
        {
            Assert.Equal(Continuation, Tokens.Open(Clear, token));
        }
        catch (ArmException refused)
        {
            Assert.Equal("InvalidSkipToken", refused.Error.Code);
        }
    }

    public static void ReadPublicKey(string text)
    {
        if (ClusterPublicKey.Parse(text) is not { } key) return;
        using var rsa = key.CreateRsa();
        Assert.True(rsa.KeySize >= ClusterPublicKey.MinimumSize);
        Assert.Equal(43, key.Thumbprint.Length);
    }

    /// <summary>A comment more makes no difference.</summary>
    public static void ReadKnownHosts(string value)
    {
        if (!KnownHosts.IsValid(value)) return;
        Assert.True(KnownHosts.IsValid(Convert.ToBase64String([.. Convert.FromBase64String(value), .. "\n# more"u8])));
    }

    private static SkipTokens TokensOf(DataKey key)
    {
        var ring = new KeyRing();
        ring.Load([key]);
        return new SkipTokens(ring);
    }

    private static string[] KeyForms()
    {
        using var pair = new ClusterKeyPair();
        return [.. pair.Forms().Values];
    }

    private static string KeyBlob(string type) => Convert.ToBase64String([0, 0, 0, (byte)type.Length, .. Encoding.ASCII.GetBytes(type), 7]);
}
