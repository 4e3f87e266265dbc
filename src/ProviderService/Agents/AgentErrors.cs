using System.Security.Cryptography;
using ProviderService.Core.Arm;

namespace ProviderService.Agents;

/// <summary>What agents are answered when they are refused. Whether a cluster exists is not for strangers to know.</summary>
internal static class AgentErrors
{
    /// <summary>In seconds; long enough for ten thousand to come back one after the other.</summary>
    private const int LongestRetryAfter = 10;

    public static ArmException NoToken() => Unauthorized("The 'Authorization' header is missing or is no bearer token.");

    /// <summary>All that only the store knows is one answer.</summary>
    public static ArmException UnknownClusterOrKey() => Unauthorized("The access token is invalid: unknown cluster or key.");

    public static ArmException WrongTimes() => Unauthorized(
        $"The access token has expired, is not valid yet, or is to live longer than {AgentTokenTimes.LongestLife.TotalMinutes} minutes.");

    public static ArmException NotFound() => new(404, "NotFound", "There is nothing at this path for this agent.");

    public static ArmException TooManyWait() =>
        new(429, "TooManyRequests", "Too many requests of this cluster, or of all, are held already.") { RetryAfter = Spread() };

    public static ArmException Stopping() =>
        new(503, "ServiceUnavailable", "The service is stopping.") { RetryAfter = Spread() };

    /// <summary>Those who are sent away together must not come back together.</summary>
    private static TimeSpan Spread() => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(1, LongestRetryAfter + 1));

    private static ArmException Unauthorized(string problem) => new(401, "AuthenticationFailed", $"Authentication failed. {problem}");
}
