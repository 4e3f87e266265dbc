using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks.Fleet;

/// <summary>Clusters with an agent each, in a resource group of their own.</summary>
internal sealed class AgentFleet : IAsyncDisposable
{
    private const int Connections = 64;

    /// <summary>How many connect at the same time.</summary>
    private const int Connecting = 256;

    private readonly HttpClient _administrator;
    private readonly HttpClient[] _agents;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _polls = [];
    private readonly string _group = $"{Arm.Subscription}/resourceGroups/fleet-{Guid.NewGuid():N}";

    /// <param name="server">Where the service listens; with TLS if connections are shared.</param>
    /// <param name="token">What its administrator signs in with.</param>
    /// <param name="authority">The certificate (PEM) that it is trusted by, if the machine does not trust it.</param>
    /// <param name="options">How many agents there are, and how they connect.</param>
    public AgentFleet(Uri server, string token, string? authority, FleetOptions options)
    {
        _administrator = FleetClient.Create(server, authority);
        _administrator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _agents = options.Connections == 0
            ? [FleetClient.Create(server, authority)]
            : [.. Enumerable.Range(0, options.Connections).Select(_ => FleetClient.Create(server, authority, HttpVersion.Version20))];
        Agents = [.. Enumerable.Range(0, options.Agents).AsParallel().AsOrdered().Select(Make)];
    }

    public Journal Journal { get; } = new();

    public Agent[] Agents { get; }

    /// <summary>Makes the clusters, each with a configuration.</summary>
    public async Task OnboardAsync()
    {
        await PutAsync(_group + Arm.GroupVersion, """{"location": "eastus"}""");
        await Progress.ForEachAsync("clusters", Agents, Connections, async agent =>
        {
            await PutAsync(agent.Cluster + Arm.ClusterVersion, Arm.ClusterBody);
            await WriteAsync(agent);
        });
    }

    /// <summary>Has all agents connect, sign in and read their state, and then wait for changes until the end.</summary>
    public Task ConnectAsync(int wait) => Progress.ForEachAsync("agents", Agents, Connecting, async agent =>
    {
        await agent.AskAsync(wait, _stop.Token);
        lock (_polls) _polls.Add(agent.RunAsync(wait, _stop.Token));
    });

    /// <summary>Has all agents ask, and none wait for its answer.</summary>
    public void Ask(int wait) => Array.ForEach(Agents, agent => _polls.Add(agent.RunAsync(wait, _stop.Token)));

    /// <summary>Writes at a steady rate, one cluster after the other.</summary>
    public async Task WriteAsync(double rate, TimeSpan duration)
    {
        var (start, writes, total) = (Stopwatch.GetTimestamp(), new List<Task>(), (int)(rate * duration.TotalSeconds));
        await Progress.ForEachAsync("writes", Enumerable.Range(0, total).ToArray(), 1, async number =>
        {
            var early = TimeSpan.FromSeconds(number / rate) - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero) await Task.Delay(early, TimeProvider.System);
            writes.Add(WriteAsync(Agents[number % Agents.Length]));
        });
        await Task.WhenAll(writes);
    }

    /// <summary>Changes every cluster as fast as it can be done.</summary>
    public Task WriteAllAsync() => Progress.ForEachAsync("changes", Agents, Connections, WriteAsync);

    /// <summary>Waits until every agent has the newest state, or for so long.</summary>
    /// <returns>How many have not.</returns>
    public async Task<int> CatchUpAsync(TimeSpan longest)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < longest && !Agents.All(agent => agent.IsCurrent))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        return Agents.Count(agent => !agent.IsCurrent);
    }

    /// <summary>Deletes the clusters and their group, of a service that lives on.</summary>
    public async Task RemoveAsync()
    {
        await StopAsync();
        await SendAsync(HttpMethod.Delete, _group + Arm.GroupVersion, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _administrator.Dispose();
        Array.ForEach(_agents, http => http.Dispose());
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_polls);
    }

    private async Task WriteAsync(Agent agent)
    {
        if (!agent.TryBeginWrite()) return;
        var number = Stopwatch.GetTimestamp();
        try
        {
            await PutAsync(Arm.Configuration(agent.Cluster, 0) + Arm.ConfigurationVersion, Arm.ConfigurationBody(number));
            agent.EndWrite(number);
        }
        catch (HttpRequestException exception)
        {
            agent.EndWrite(acknowledged: null);
            Journal.Fail(exception.Message);
        }
    }

    private Task PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, new StringContent(json, Encoding.UTF8, "application/json"));

    private async Task SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _administrator.SendAsync(request);
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private Agent Make(int number)
    {
        var cluster = $"{Arm.Clusters(_group)}/cluster-{number:D6}";
        return new Agent(cluster, AgentToken.Of(cluster), _agents[number % _agents.Length], Journal);
    }
}
