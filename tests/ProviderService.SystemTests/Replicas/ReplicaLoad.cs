using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Replicas;

/// <summary>Writers that put and delete configurations by chance, and the agents of their clusters, which poll the next replica.</summary>
internal sealed class ReplicaLoad : IDisposable
{
    public const int Clusters = 8;

    private readonly ServiceProcess[] _replicas;
    private readonly ReplicaSet _set;
    private readonly List<ReplicatedCluster> _clusters;

    public ReplicaLoad(params ServiceProcess[] replicas)
    {
        (_replicas, _set) = (replicas, new ReplicaSet(replicas));
        _clusters = [.. Enumerable.Range(0, Clusters).Select(number => new ReplicatedCluster($"cluster-{number}", Answers, Wakes))];
    }

    /// <summary>From a write to its answer, whatever that was.</summary>
    public Latencies Answers { get; } = new();

    /// <summary>From the answer to a write until the agent has it.</summary>
    public Latencies Wakes { get; } = new();

    public int Moves => _set.Moves;

    public async Task CreateAsync()
    {
        foreach (var cluster in _clusters) await cluster.CreateAsync(_replicas[0].Client);
    }

    /// <summary>Writes until all is acknowledged, and waits until the agents have it.</summary>
    /// <param name="writes">How many.</param>
    /// <param name="halfway">What happens when half of them are done.</param>
    public async Task RunAsync(int writes, Func<Task>? halfway = null)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var agents = _clusters.Select((cluster, number) => cluster.FollowAsync(_set.From(number + 1), end.Token)).ToList();
        var middle = new TaskCompletionSource();
        var left = writes;
        var writers = Task.WhenAll(_clusters.Select((cluster, number) => cluster.WriteAsync(_set.From(number), writes / Clusters, Count)));
        if (halfway is not null && await Task.WhenAny(middle.Task, writers) == middle.Task) await halfway();

        await writers;
        await Poll.UntilAsync("the agents to have everything", () => Task.FromResult(agents.Exists(agent => agent.IsCompleted) || _clusters.TrueForAll(cluster => cluster.IsComplete)));
        await end.CancelAsync();
        await Task.WhenAll(agents).ContinueWith(all => Assert.False(all.IsFaulted, all.Exception?.ToString()), TaskScheduler.Default);

        void Count()
        {
            if (Interlocked.Decrement(ref left) == writes / 2) middle.SetResult();
        }
    }

    /// <summary>What each replica answers is what was acknowledged last.</summary>
    public async Task VerifyAsync(params ServiceProcess[] replicas)
    {
        foreach (var cluster in _clusters)
            foreach (var replica in replicas)
                await cluster.VerifyAsync(replica.Client);
    }

    public void Dispose() => _clusters.ForEach(cluster => cluster.Dispose());

    public override string ToString() =>
        $"answers to writes {Answers}; from there to the agent {Wakes}; {_set.Refusals} told 'not now', {Moves} moved";
}
