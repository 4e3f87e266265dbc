using Microsoft.AspNetCore.Authorization;
using ProviderService.Core.Arm;
using ProviderService.Identity;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Agents;

/// <summary>Lets only the agent of the cluster that the path names pass. Users' tokens are nothing here. Whoever
/// passes was heard of.</summary>
internal sealed class AgentSignIn(RequestDelegate next, AgentTokens tokens, ClusterAgents agents)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                var agent = await SignInAsync(context);
                await agents.HeardOfAsync(agent.Cluster, agent.ClusterUid, context.RequestAborted);
                context.Features.Set(agent);
            }

            await next(context);
        }
        catch (ArmException refusal) when (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            // An error is named only if a token was given (RFC 6750, section 3.1).
            context.Response.Headers.WWWAuthenticate = BearerToken.Of(context.Request) is null ? "Bearer" : "Bearer error=\"invalid_token\"";
            throw;
        }
    }

    /// <summary>What belongs to another cluster is not there, rather than forbidden.</summary>
    private async ValueTask<SignedInAgent> SignInAsync(HttpContext context)
    {
        var token = BearerToken.Of(context.Request) ?? throw AgentErrors.NoToken();
        var agent = await tokens.ValidateAsync(token, context.Request.Path, context.RequestAborted);
        return AgentPaths.IsBelow(context.Request.Path, agent.Cluster) ? agent : throw AgentErrors.NotFound();
    }
}
