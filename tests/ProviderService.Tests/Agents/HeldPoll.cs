namespace ProviderService.Tests.Agents;

/// <summary>A request for the desired state that the service holds.</summary>
/// <param name="Known">The entity tag that the agent has.</param>
/// <param name="Answer">What it gets in the end.</param>
/// <param name="Connection">Breaks when cancelled.</param>
internal sealed record HeldPoll(string Known, Task<HttpResponseMessage> Answer, CancellationTokenSource Connection) : IDisposable
{
    public void Dispose()
    {
        Connection.Cancel();
        Connection.Dispose();
    }
}
