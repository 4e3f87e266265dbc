using ProviderService.Identity.Local;

namespace ProviderService.Tests.Identity.Local;

public sealed class SecretHashTests
{
    [Fact]
    public void The_secret_matches() => Assert.True(SecretHash.Of("secret").Matches("secret"));

    [Fact]
    public void Another_secret_does_not() => Assert.False(SecretHash.Of("secret").Matches("Secret"));

    [Fact]
    public void Two_hashes_of_one_secret_differ() => Assert.NotEqual(SecretHash.Of("secret").Hash, SecretHash.Of("secret").Hash);

    [Fact]
    public void The_hash_is_slow() => Assert.Equal(220_000, SecretHash.Of("secret").Iterations);

    [Fact]
    public void A_hash_of_fewer_iterations_still_matches()
    {
        var older = new SecretHash(
            1, new byte[16], System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2("secret", new byte[16], 1, System.Security.Cryptography.HashAlgorithmName.SHA512, 32));
        Assert.True(older.Matches("secret"));
    }
}
