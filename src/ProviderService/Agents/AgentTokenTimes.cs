using Microsoft.IdentityModel.JsonWebTokens;
using ProviderService.Core.Arm;

namespace ProviderService.Agents;

/// <summary>The rules on when a token is good.</summary>
internal static class AgentTokenTimes
{
    /// <summary>From <c>iat</c> to <c>exp</c>.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    /// <summary>How far an agent's clock may be off, in either direction.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Notes each rule that the token breaks.</summary>
    public static Faults FaultsOf(JsonWebToken token, DateTimeOffset now)
    {
        var faults = new Faults();
        var (time, issued, expires) = (now.UtcDateTime, token.IssuedAt, token.ValidTo);
        Require(issued != DateTime.MinValue, "MissingClaim", "'iat' is missing.", "iat");
        Require(expires != DateTime.MinValue, "MissingClaim", "'exp' is missing.", "exp");
        if (faults.Errors.Count > 0) return faults;
        Require(expires > issued && expires - issued <= LongestLife, "InvalidLifetime", $"'exp' must be after 'iat', by at most {LongestLife.TotalSeconds} seconds.", "exp");
        Require(issued - time <= ClockSkew, "NotYetValid", $"'iat' is {Seconds(issued - time)} seconds ahead of the clock of the service.", "iat");
        Require(token.ValidFrom - time <= ClockSkew, "NotYetValid", $"'nbf' is {Seconds(token.ValidFrom - time)} seconds ahead of the clock of the service.", "nbf");
        Require(time - expires < ClockSkew, "Expired", $"'exp' is {Seconds(time - expires)} seconds behind the clock of the service.", "exp");
        return faults;

        void Require(bool holds, string code, string message, string claim)
        {
            if (!holds) faults.Add(code, message, claim);
        }
    }

    private static long Seconds(TimeSpan difference) => (long)difference.TotalSeconds;
}
