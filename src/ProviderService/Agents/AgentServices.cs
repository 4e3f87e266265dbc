using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using ProviderService.Agents.Onboarding;
using ProviderService.Agents.Reports;
using ProviderService.Core.DesiredState;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Audit;
using ProviderService.Hosting.Limits;
using ProviderService.Identity;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Agents;

/// <summary>The other half of the service: what agents call (agent/v1).</summary>
internal static class AgentServices
{
    /// <summary>A gateway may bring many agents on one connection, and each holds a request while it sends others.</summary>
    private const int StreamsPerConnection = 1000;

    /// <summary>Adds what agents need. The store must have been added.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        AddOptions(services);
        services.AddSingleton<AgentTokens>().AddSingleton<DesiredStateReader>().AddSingleton<DesiredStatePoll>().AddSingleton<DesiredStateEndpoint>();
        services.AddSingleton<AgentReports>().AddSingleton<TokenDiagnosis>();
        services.AddSingleton(provider => new Waiters(LimitsIn(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ChangeSignal(provider.GetRequiredService<Waiters>(), IsDesiredState));
        services.AddSingleton<ChangePump>().AddHostedService<ChangePumpService>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection);
        return services.AddSignals();
    }

    /// <summary>Takes agents off the way of ARM requests, into a world of routes of their own, where nobody gets in who is no agent. Their
    /// requests are held by the thousand, so they pass as little as possible.</summary>
    public static void UseAgents(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(AgentPaths.Root, StringComparison.OrdinalIgnoreCase),
        agents =>
        {
            agents.UseRouting().UseMiddleware<AgentSignIn>().UseLimits().UseEndpoints(MapAgents);
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
        var cluster = routes.MapGroup(AgentPaths.Cluster).Audit("ProviderService/agents/action", onlyRefusals: true);
        DesiredStateEndpoint.Map(cluster);
        cluster.MapStatus();
        cluster.MapPing();
    }

    private static void AddOptions(IServiceCollection services) => services.AddOptions<AgentOptions>().BindConfiguration(AgentOptions.Section)
        .Validate(
            agents => agents.MaxWait > TimeSpan.Zero && agents.MaxWait <= AgentOptions.LongestWait,
            $"Agents:MaxWait must be above zero and at most {AgentOptions.LongestWait}: proxies give up after a minute.")
        .Validate(agents => agents.Audience.Length > 0, "Agents:Audience must not be empty.")
        .Validate<IOptions<IdentityOptions>>(
            (agents, identity) => identity.Value.Mode == IdentityOptions.Local || agents.Audience != AgentOptions.DefaultAudience,
            "With Authentication:Mode 'EntraId', Agents:Audience must be set to the URL of this installation, so that no token is good at two.")
        .Validate(
            agents => agents is { MaxPolls: > 0, MaxPollsPerCluster: > 0 }, "Agents:MaxPolls and Agents:MaxPollsPerCluster must be above zero.")
        .ValidateOnStart();

    /// <summary>Has every change of the store signalled after its commit.</summary>
    private static IServiceCollection AddSignals(this IServiceCollection services)
    {
        var store = services.Last(service => service.ServiceType == typeof(IDocumentStore)).ImplementationFactory!;
        return services.AddSingleton<IDocumentStore>(
            provider => new SignallingDocumentStore((IDocumentStore)store(provider), provider.GetRequiredService<ChangeSignal>()));
    }

    private static bool IsDesiredState(DocumentKey key) => ConnectedClusterKeys.IsKey(key) || SourceControlConfigurationStore.IsKey(key);

    private static WaiterLimits LimitsIn(IServiceProvider provider)
    {
        var agents = provider.GetRequiredService<IOptions<AgentOptions>>().Value;
        return new WaiterLimits(agents.MaxPollsPerCluster, agents.MaxPolls);
    }
}
