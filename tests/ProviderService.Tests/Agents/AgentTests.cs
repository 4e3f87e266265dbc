using System.Net;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents;

/// <summary>Tests of which each has an agent, and a cluster, of its own.</summary>
public abstract class AgentTests(TestService service) : IAsyncLifetime
{
    private protected TestService Service => service;

    private protected ClusterKeyPair Pair { get; } = new();

    private protected TestAgent Agent { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Agent = await TestAgent.CreateAsync(service, Pair);

    public virtual ValueTask DisposeAsync()
    {
        Agent.Dispose();
        Pair.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected Task AssertGoodAsync(string token) => AssertStatusAsync(HttpStatusCode.OK, token);

    private protected async Task AssertStatusAsync(HttpStatusCode status, string token)
    {
        using var response = await Agent.GetAsync(token: token);
        Assert.True(status == response.StatusCode, await response.ReadTextAsync());
    }
}
