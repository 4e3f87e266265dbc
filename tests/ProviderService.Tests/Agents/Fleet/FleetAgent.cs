using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Agents.Fleet;

/// <summary>An agent that polls without end, and notes whatever an agent must never see.</summary>
internal sealed class FleetAgent(TestAgent agent, TimeProvider time, ConcurrentQueue<string> faults) : IDisposable
{
    private static readonly TimeSpan TokenUse = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, (Guid Uid, long Generation)> _seen = [];
    private readonly HashSet<Guid> _gone = [];
    private volatile CancellationTokenSource _connection = new();
    private readonly Lock _lock = new();
    private string? _known;
    private volatile bool _restarts;
    private (string Text, DateTimeOffset IssuedAt)? _token;
    private Guid _cluster;
    private long _answers;
    private string? _awaited;
    private TaskCompletionSource _reached = new();

    public TestAgent Agent => agent;

    /// <summary>The incarnation of the cluster that the agent saw last.</summary>
    public Guid ClusterUid => _cluster;

    public long Answers => Interlocked.Read(ref _answers);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (_restarts) Know(null);
            _restarts = false;
            try
            {
                await PollAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                // The connection broke, or the test is over.
            }
        }
    }

    /// <summary>Breaks the connection, perhaps since the agent starts anew and knows nothing.</summary>
    public void Disconnect(bool restart)
    {
        _restarts = restart;
        Interlocked.Exchange(ref _connection, new CancellationTokenSource()).Cancel();
    }

    /// <summary>Completes once the agent has this state.</summary>
    public Task ReachAsync(string etag)
    {
        lock (_lock)
        {
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = etag;
            if (_known == etag) _reached.TrySetResult();
            return _reached.Task;
        }
    }

    public void Dispose() => agent.Dispose();

    private async Task PollAsync(CancellationToken stopping)
    {
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(_connection.Token, stopping);
        var known = _known;
        using var response = await agent.GetAsync(known, Token(), headers: headers => headers.Add("Prefer", "wait=50"), cancellationToken: connection.Token);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                Take(await response.ReadJsonAsync());
                Know(response.Header("ETag"));
                break;
            case HttpStatusCode.NotModified:
                if (response.Header("ETag") != known) faults.Enqueue("A state that the agent does not have was said to be unchanged.");
                break;
            case HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests:
                await Task.Yield();
                return;
            default:
                faults.Enqueue($"An answer of {response.StatusCode}.");
                break;
        }

        Interlocked.Increment(ref _answers);
    }

    private void Know(string? etag)
    {
        lock (_lock)
        {
            _known = etag;
            if (etag is not null && etag == _awaited) _reached.TrySetResult();
        }
    }

    private void Take(JsonObject state)
    {
        var cluster = (Guid)state["cluster"]!["uid"]!;
        if (cluster != _cluster) Leave(_cluster, [.. _seen.Keys]);
        _cluster = Arrive(cluster);
        var configurations = state["configurations"]!.AsArray().ToDictionary(
            item => (string)item!["name"]!, item => (Uid: (Guid)item!["uid"]!, Generation: (long)item["generation"]!));
        Leave(null, [.. _seen.Keys.Where(name => !configurations.TryGetValue(name, out var now) || now.Uid != _seen[name].Uid)]);
        foreach (var (name, now) in configurations)
        {
            if (_seen.TryGetValue(name, out var before) && now.Generation < before.Generation) faults.Enqueue($"A generation went back from {before} to {now}.");
            _seen[name] = (Arrive(now.Uid), now.Generation);
        }
    }

    private Guid Arrive(Guid uid)
    {
        if (_gone.Contains(uid)) faults.Enqueue($"What was gone came back: {uid}.");
        return uid;
    }

    private void Leave(Guid? cluster, IReadOnlyList<string> names)
    {
        if (cluster is { } uid) _gone.Add(uid);
        foreach (var name in names)
            if (_seen.Remove(name, out var configuration))
                _gone.Add(configuration.Uid);
    }

    private string Token()
    {
        var now = time.GetUtcNow();
        if (_token is not { } token || now - token.IssuedAt > TokenUse) _token = token = (agent.Issue(), now);
        return token.Text;
    }
}
