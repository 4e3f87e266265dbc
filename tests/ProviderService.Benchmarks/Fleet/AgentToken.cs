using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks.Fleet;

/// <summary>What agents sign in with, good for an hour.</summary>
internal static class AgentToken
{
    private static readonly SigningCredentials Credentials = new(new RsaSecurityKey(Arm.AgentKey), SecurityAlgorithms.RsaSha256);

    /// <param name="cluster">Whose agent it is.</param>
    /// <param name="forge">Makes something else of it.</param>
    public static string Of(string cluster, Action<SecurityTokenDescriptor>? forge = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = cluster,
            Audience = "provider-service/agent",
            Claims = new Dictionary<string, object> { ["sub"] = cluster },
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            SigningCredentials = Credentials,
        };
        forge?.Invoke(token);
        return new JsonWebTokenHandler().CreateToken(token);
    }
}
