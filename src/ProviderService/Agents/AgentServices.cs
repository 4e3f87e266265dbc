namespace ProviderService.Agents;

/// <summary>The other half of the service: what agents call (agent/v1).</summary>
internal static class AgentServices
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddOptions<AgentOptions>().BindConfiguration(AgentOptions.Section)
            .Validate(
                agents => agents.MaxWait > TimeSpan.Zero && agents.MaxWait <= AgentOptions.LongestWait,
                $"Agents:MaxWait must be above zero and at most {AgentOptions.LongestWait}: proxies give up after a minute.")
            .Validate(agents => agents.Audience.Length > 0, "Agents:Audience must not be empty.")
            .ValidateOnStart();
        return services.AddSingleton<AgentTokens>().AddSingleton<DesiredStateReader>();
    }

    /// <summary>Takes agents off the way of ARM requests, into a world of routes of their own, where nobody gets in who is no agent. Their
    /// requests are held by the thousand, so they pass as little as possible.</summary>
    public static void UseAgents(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(AgentPaths.Root, StringComparison.OrdinalIgnoreCase),
        agents =>
        {
            agents.UseRouting().UseMiddleware<AgentSignIn>().UseEndpoints(MapAgents);
            agents.Run(NotFoundAsync);
        });

    // Not MapWhen, which makes the middlewares at once, before settings are checked: a bad one would end in a stack trace.
    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void MapAgents(IEndpointRouteBuilder routes)
    {
        var cluster = routes.MapGroup(AgentPaths.Cluster);
        cluster.MapDesiredState();
    }
}
