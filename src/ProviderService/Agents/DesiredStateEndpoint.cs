using Microsoft.Net.Http.Headers;
using ProviderService.Core.DesiredState;
using ProviderService.Hosting;

namespace ProviderService.Agents;

/// <summary><c>GET /agent/v1{clusterId}/desiredState</c>: a conditional GET (RFC 9110, section 13) of all that a cluster is to run.</summary>
internal static class DesiredStateEndpoint
{
    public static void MapDesiredState(this IEndpointRouteBuilder cluster) => cluster.MapGet("/desiredState", AnswerAsync)
        .WithName("DesiredState_Get").WithTags("agent");

    private static async Task<IResult> AnswerAsync(SignedInAgent agent, DesiredStateReader states, HttpContext context)
    {
        var reading = await states.ReadAsync(agent, context.RequestAborted);
        if (IsKnown(context.Request, reading.ETag)) return new DesiredStateResult(reading.ETag);
        var clusterId = AgentPaths.ClusterIn(context.Request.Path, agent.Cluster);
        var (state, etag) = await states.CompleteAsync(clusterId, reading, context.RequestAborted);
        return new DesiredStateResult(etag, state);
    }

    /// <summary>Whether the agent has this state (<c>If-None-Match</c>). A header that is no list of tags is none.</summary>
    private static bool IsKnown(HttpRequest request, string etag)
    {
        var current = EntityTagHeaderValue.Parse(etag);
        return EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
            && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}

/// <summary>The state, or that the agent has it.</summary>
/// <param name="etag">The state's entity tag.</param>
/// <param name="state">Not for an agent that has it.</param>
internal sealed class DesiredStateResult(string etag, DesiredStateSnapshot? state = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = etag;
        response.StatusCode = state is null ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        if (state is null) return Task.CompletedTask;
        var json = state.ToJson();
        response.ContentType = ArmJson.ContentType;
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json).AsTask();
    }
}
