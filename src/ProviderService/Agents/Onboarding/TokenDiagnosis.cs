using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Core.Arm;

namespace ProviderService.Agents.Onboarding;

/// <summary>Says what a token and the path that it was sent to show by themselves. It asks nobody, so it can tell nobody anything about
/// clusters and keys.</summary>
internal sealed class TokenDiagnosis(IOptions<AgentOptions> options, TimeProvider time)
{
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <param name="token">What was sent.</param>
    /// <param name="path">Where it was sent to.</param>
    /// <returns>Everything that is wrong, whoever the cluster is.</returns>
    public IReadOnlyList<ArmError> FaultsOf(JsonWebToken token, PathString path)
    {
        var faults = new Faults();
        Require(Algorithms.Contains(token.Alg), "InvalidAlgorithm", $"'alg' must be {string.Join(" or ", Algorithms)}.", "alg");
        Require(!token.TryGetHeaderValue<object>("crit", out _), "InvalidHeader", "'crit' is not understood.", "crit");
        Require(token.Audiences.Contains(options.Value.Audience), "InvalidAudience", $"'aud' must be '{options.Value.Audience}'.", "aud");
        Require(IsBelow(path, token.Issuer), "InvalidIssuer", "'iss' must be the id of the cluster that the path names.", "iss");
        Require(token.Subject.Equals(token.Issuer, StringComparison.OrdinalIgnoreCase), "InvalidSubject", "'sub' must be the same as 'iss'.", "sub");
        return [.. faults.Errors, .. AgentTokenTimes.FaultsOf(token, time.GetUtcNow()).Errors];

        void Require(bool holds, string code, string message, string member)
        {
            if (!holds) faults.Add(code, message, member);
        }
    }

    private static bool IsBelow(PathString path, string issuer) => ResourceId.TryParse(issuer, out var cluster) && AgentPaths.IsBelow(path, cluster);
}
