using Microsoft.Net.Http.Headers;
using ProviderService.Agents.OpenApi;
using ProviderService.Core.DesiredState;
using ProviderService.Hosting;
using ProviderService.Hosting.Limits;

namespace ProviderService.Agents;

/// <summary><c>GET /agent/v1{clusterId}/desiredState</c>: a conditional GET (RFC 9110, section 13) of all that a cluster is to run, held for
/// as long as the agent prefers when it knows all that already.</summary>
internal sealed class DesiredStateEndpoint(DesiredStateReader states, DesiredStatePoll poll)
{
    public static void Map(IEndpointRouteBuilder cluster)
    {
        var endpoint = cluster.ServiceProvider.GetRequiredService<DesiredStateEndpoint>();
        cluster.MapGet("/desiredState", (SignedInAgent agent, HttpContext context) => endpoint.AnswerAsync(agent, context))
            .WithoutLimits().WithName("DesiredState_Get").WithTags("agent").WithMetadata(new AgentOperation(
                "Get all that the cluster is to run.",
                new(200, "The whole state.", typeof(DesiredStateSnapshot)), new(304, "The agent has it."))
            {
                Headers = new Dictionary<string, string>
                {
                    ["If-None-Match"] = "The ETag of the state that the agent has.",
                    ["Prefer"] = "wait=N: hold the request for up to N seconds, at most 55, until there is another state.",
                },
            });
    }

    private async Task<IResult> AnswerAsync(SignedInAgent agent, HttpContext context)
    {
        var reading = await ReadAsync(agent, context);
        if (IsKnown(context.Request, reading.ETag)) return new DesiredStateResult(reading.ETag);
        var clusterId = AgentPaths.ClusterIn(context.Request.Path, agent.Cluster);
        var (state, etag) = await states.CompleteAsync(clusterId, reading, context.RequestAborted);
        return new DesiredStateResult(etag, state);
    }

    private ValueTask<DesiredStateReading> ReadAsync(SignedInAgent agent, HttpContext context)
    {
        if (WaitPreference.In(context.Request.Headers["Prefer"]) is not { } wanted) return states.ReadAsync(agent, context.RequestAborted);
        var wait = poll.Limit(wanted);
        context.Response.Headers["Preference-Applied"] = $"wait={(int)wait.TotalSeconds}";
        if (wait == TimeSpan.Zero) return states.ReadAsync(agent, context.RequestAborted);
        return poll.WaitAsync(agent, etag => IsKnown(context.Request, etag), wait, context.RequestAborted);
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
