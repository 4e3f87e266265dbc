using System.Globalization;
using Microsoft.IdentityModel.Tokens;
using ProviderService.Core.Arm;

namespace ProviderService.Identity.EntraId;

/// <summary>What callers are told whose token does not count, in ARM's words.</summary>
internal static class EntraIdErrors
{
    public static ArmException Of(Exception? failure, string authority, DateTimeOffset now) => failure switch
    {
        SecurityTokenInvalidLifetimeException { Expires: { } expires } when expires <= now => Refused(
            "ExpiredAuthenticationToken", $"The access token expiry UTC time '{Time(expires)}' is earlier than current UTC time '{Time(now.UtcDateTime)}'."),
        SecurityTokenInvalidIssuerException => Refused(
            "InvalidAuthenticationTokenTenant",
            $"The access token is from the wrong issuer. It must match the tenant associated with this subscription. Please use the authority (URL) '{authority}' to get the token."),
        NoTokenException => Refused("AuthenticationFailed", $"Authentication failed. {failure.Message}"),
        _ => Refused("AuthenticationFailed", "Authentication failed. The access token is invalid."),
    };

    private static string Time(DateTime time) => time.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture);

    private static ArmException Refused(string code, string message) => new(401, code, message, cause: FailureCause.Gateway);
}

/// <summary>There was no token to look at.</summary>
internal sealed class NoTokenException(string problem) : Exception(problem);
