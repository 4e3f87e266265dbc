using ProviderService.Core.Arm;

namespace ProviderService.Agents;

/// <summary>What agents are answered when they are refused. Whether a cluster exists is not for strangers to know.</summary>
internal static class AgentErrors
{
    public static ArmException NoToken() => Unauthorized("The 'Authorization' header is missing or is no bearer token.");

    /// <summary>All that only the store knows is one answer.</summary>
    public static ArmException UnknownClusterOrKey() => Unauthorized("The access token is invalid: unknown cluster or key.");

    public static ArmException WrongTimes() => Unauthorized(
        $"The access token has expired, is not valid yet, or is to live longer than {AgentTokens.LongestLife.TotalMinutes} minutes.");

    public static ArmException NotFound() => new(404, "NotFound", "There is nothing at this path for this agent.");

    private static ArmException Unauthorized(string problem) => new(401, "AuthenticationFailed", $"Authentication failed. {problem}");
}
