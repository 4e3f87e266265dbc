using System.Security.Cryptography;

namespace ProviderService.Identity.Local;

/// <summary>A secret as it is kept: salted and hashed so slowly (PBKDF2, RFC 8018, section 5.2) that guessing does not pay.</summary>
/// <param name="Iterations">How often the function was repeated; kept, so that more can be asked of later secrets.</param>
/// <param name="Salt">Random, of each secret its own.</param>
/// <param name="Hash">What the secret has to lead to.</param>
internal sealed record SecretHash(int Iterations, byte[] Salt, byte[] Hash)
{
    /// <summary>What OWASP recommends for PBKDF2 with HMAC-SHA512.</summary>
    private const int CurrentIterations = 220_000;

    private const int SaltSize = 16;
    private const int HashSize = 32;

    public static SecretHash Of(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new SecretHash(CurrentIterations, salt, Derive(secret, salt, CurrentIterations, HashSize));
    }

    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(Hash, Derive(secret, Salt, Iterations, Hash.Length));

    private static byte[] Derive(string secret, byte[] salt, int iterations, int size) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, iterations, HashAlgorithmName.SHA512, size);
}
