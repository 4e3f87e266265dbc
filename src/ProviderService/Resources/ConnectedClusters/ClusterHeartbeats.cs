using System.Collections.Concurrent;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>When each cluster's agent was heard of last by this process, in memory. Agents are heard of all the time, so this has to cost
/// nearly nothing.</summary>
/// <param name="capacity">The most clusters that are remembered; one more and all are forgotten, which costs some reads and writes.</param>
internal sealed class ClusterHeartbeats(int capacity = 128 * 1024)
{
    /// <summary>How often what is remembered is written down, too. Well below <see cref="ClusterConnectivity.Patience"/>, so that other
    /// replicas, and this one after a restart, can tell who is connected.</summary>
    public static readonly TimeSpan WriteInterval = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Heartbeat> _heartbeats = new();

    private sealed class Heartbeat
    {
        /// <summary>UTC ticks, since those can be read and written at once.</summary>
        public long HeardAt;

        public long DueAt;
    }

    /// <summary>Notes a sign of life.</summary>
    /// <returns>Whether it is to be written down; nobody else is told so for the next interval.</returns>
    public bool Beat(Guid clusterUid, DateTimeOffset now)
    {
        var heartbeat = _heartbeats.TryGetValue(clusterUid, out var known) ? known : Add(clusterUid);
        Volatile.Write(ref heartbeat.HeardAt, now.UtcTicks);
        var due = Volatile.Read(ref heartbeat.DueAt);
        return due <= now.UtcTicks && Interlocked.CompareExchange(ref heartbeat.DueAt, (now + WriteInterval).UtcTicks, due) == due;
    }

    /// <summary>Has the next sign of life written down, since the last one could not be.</summary>
    public void Retry(Guid clusterUid)
    {
        if (_heartbeats.TryGetValue(clusterUid, out var heartbeat)) Volatile.Write(ref heartbeat.DueAt, 0);
    }

    /// <returns><see langword="null"/> when this process has not heard of it.</returns>
    public DateTimeOffset? LastOf(Guid clusterUid) =>
        _heartbeats.TryGetValue(clusterUid, out var heartbeat) ? new DateTimeOffset(Volatile.Read(ref heartbeat.HeardAt), TimeSpan.Zero) : null;

    private Heartbeat Add(Guid clusterUid)
    {
        if (_heartbeats.Count >= capacity) _heartbeats.Clear();
        return _heartbeats.GetOrAdd(clusterUid, _ => new Heartbeat());
    }
}
