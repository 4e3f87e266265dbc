using ProviderService.Identity;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Identity;

public sealed class LocalSigningKeyTests : IDisposable
{
    private readonly LocalSignIn _signIn = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _signIn.Dispose();

    [Fact]
    public async Task The_first_start_makes_an_RSA_key_of_2048_bits() =>
        Assert.Equal(2048, (await _signIn.SigningKey.LoadAsync(Cancelled)).KeySize);

    [Fact]
    public async Task A_later_start_finds_the_key_of_the_first()
    {
        var first = await _signIn.SigningKey.LoadAsync(Cancelled);
        var second = await _signIn.NewReplica().LoadAsync(Cancelled);
        Assert.Equal(first.KeyId, second.KeyId);
        Assert.Equal(first.Rsa.ExportRSAPublicKey(), second.Rsa.ExportRSAPublicKey());
    }

    [Fact]
    public async Task Two_replicas_that_start_together_end_with_one_key()
    {
        // The second writes between the first one's read and its write.
        var other = _signIn.NewReplica();
        var first = _signIn.NewReplica(new InterceptedStore(_signIn.Store, new StoreInterception { BeforeWrite = () => other.LoadAsync(Cancelled) }));
        Assert.Equal((await first.LoadAsync(Cancelled)).KeyId, (await other.LoadAsync(Cancelled)).KeyId);
    }

    [Fact]
    public async Task The_store_sees_the_key_sealed()
    {
        var key = await _signIn.SigningKey.LoadAsync(Cancelled);
        var stored = await _signIn.Store.ReadAsync(LocalSigningKey.Key, Cancelled);
        var modulus = Convert.ToBase64String(key.Rsa.ExportPkcs8PrivateKey());
        Assert.DoesNotContain(modulus[..64], System.Text.Encoding.Latin1.GetString(stored!.Document.Body.Span), StringComparison.Ordinal);
    }
}
