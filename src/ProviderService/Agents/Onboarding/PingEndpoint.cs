using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.JsonWebTokens;
using ProviderService.Agents.OpenApi;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity;

namespace ProviderService.Agents.Onboarding;

/// <summary><c>GET /agent/v1{clusterId}/ping</c>: for whoever brings an agent up. Says whether it can sign in, and if not, what its own
/// token and path show.</summary>
internal static class PingEndpoint
{
    public static void MapPing(this IEndpointRouteBuilder cluster) => cluster.MapGet("/ping", AnswerAsync)
        .WithName("Ping_Get").WithTags("agent").WithMetadata(new AgentOperation(
            "Ask whether the agent can sign in, and if not, why.",
            new(200, "It can.", typeof(Pong)), new(401, "It can not; details names what its own token shows.", typeof(ErrorEnvelope.Body)))).WithMetadata(new AllowAnonymousAttribute());

    private static async Task<IResult> AnswerAsync(HttpContext context, AgentTokens tokens, TokenDiagnosis diagnosis, TimeProvider time)
    {
        var text = BearerToken.Of(context.Request) ?? throw AgentErrors.NoToken();
        var token = AgentTokens.TryRead(text) ?? throw Refused([new("InvalidToken", "The token is no JSON Web Token in its compact form.", "Authorization")], "");
        var pong = Pong.Of(context.Request, token, time.GetUtcNow());
        var faults = diagnosis.FaultsOf(token, context.Request.Path);
        if (faults.Count > 0) throw Refused(faults, pong.ToString());
        await tokens.ValidateAsync(text, context.Request.Path, context.RequestAborted);
        return new ArmResult(200, pong);
    }

    private static ArmException Refused(IReadOnlyList<ArmError> faults, string clocks) =>
        new(401, new ArmError("AuthenticationFailed", $"Authentication failed. 'details' names what is wrong with the token.{clocks}", "Authorization", faults));
}

/// <summary>What the service says to an agent that can sign in.</summary>
/// <param name="ServerTime">The clock of the service.</param>
/// <param name="ClockDifferenceSeconds">How far the caller's clock is ahead: by its <c>Date</c> header if it sent one, else by the token's
/// <c>iat</c>, which should then be fresh. Rounded towards zero.</param>
internal sealed record Pong(DateTimeOffset ServerTime, long? ClockDifferenceSeconds)
{
    public static Pong Of(HttpRequest request, JsonWebToken token, DateTimeOffset now)
    {
        var issued = token.IssuedAt == DateTime.MinValue ? (DateTimeOffset?)null : new DateTimeOffset(token.IssuedAt, TimeSpan.Zero);
        var caller = request.GetTypedHeaders().Date ?? issued;
        return new(now, caller is { } clock ? (long)(clock - now).TotalSeconds : null);
    }

    /// <summary>For a refusal.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $" The clock of the service is at {ServerTime:O}; yours is ahead by {ClockDifferenceSeconds} seconds.");
}
