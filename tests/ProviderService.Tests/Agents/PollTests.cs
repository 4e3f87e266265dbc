using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.DesiredState;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Agents;

/// <summary>Tests of long polls. Each has a service of its own, whose clock it moves.</summary>
public abstract class PollTests() : AgentTests(new TestService())
{
    private protected static readonly TimeSpan Wait = TimeSpan.FromSeconds(50);

    private protected Waiters Waiters => Service.Services.GetRequiredService<Waiters>();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<HttpResponseMessage> PollAsync(string known) => Agent.GetAsync(known, headers: headers => headers.Add("Prefer", "wait=50"));

    private protected async Task PutAsync(string name, string repository = "a") =>
        (await Agent.Cluster.PutAsync(name, $$"""{"repositoryUrl":"https://example.org/{{repository}}"}""")).EnsureSuccessStatusCode();

    private protected static async Task AssertRefusedAsync(HeldPoll poll)
    {
        using var response = await poll.Answer;
        Assert.Equal((HttpStatusCode.Unauthorized, "AuthenticationFailed"), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }
}
