using System.Globalization;
using System.Text.Json.Nodes;

namespace ProviderService.SystemTests.Replicas;

/// <summary>
/// What one writer did to one configuration, in order, and what the agent of its cluster has seen of it. A revision is in the configuration
/// that it writes; the agent may skip some, and never goes back behind one that was acknowledged.
/// </summary>
internal sealed class WriteLedger(string name, Latencies wakes)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, long> _acknowledged = [];
    private int _begun;
    private int _lastDelete;
    private int _lastAcknowledged;
    private int _seen;
    private (Guid Uid, long Generation) _last;

    public string Name => name;

    /// <summary>Whether the agent has seen the last that was written.</summary>
    public bool IsComplete
    {
        get { lock (_lock) return _acknowledged.Count == 0 && _seen == _begun; }
    }

    /// <summary>What the agent has seen and the writer knows to be done. A creation that is not acknowledged may be taken back.</summary>
    public int Floor
    {
        get { lock (_lock) return Math.Min(_seen, _lastAcknowledged); }
    }

    /// <returns>The revision that is about to be written, or to be deleted.</returns>
    public int Begin(bool deletes)
    {
        lock (_lock)
        {
            _begun++;
            if (deletes) _lastDelete = _begun;
            return _begun;
        }
    }

    public void Acknowledge(int revision)
    {
        lock (_lock)
        {
            _lastAcknowledged = revision;
            if (revision <= _seen) wakes.Add(TimeSpan.Zero);
            else _acknowledged[revision] = TimeProvider.System.GetTimestamp();
        }
    }

    /// <param name="item">The configuration as the agent got it; <see langword="null"/> when it is not in the desired state.</param>
    /// <param name="floor">The <see cref="Floor"/> when it asked.</param>
    public void See(JsonNode? item, int floor)
    {
        lock (_lock)
        {
            var revision = item is null ? _lastDelete : RevisionOf(item);
            Assert.True(revision >= floor && revision <= _begun, $"{name}: an agent saw revision {revision} after {floor}; {_begun} was written last.");
            _seen = revision;
            if (item is not null) CheckGeneration(item);
            foreach (var (done, since) in _acknowledged.TakeWhile(write => write.Key <= revision).ToList())
            {
                wakes.Add(TimeProvider.System.GetElapsedTime(since));
                _acknowledged.Remove(done);
            }
        }
    }

    /// <summary>What is there now has to be what was written last.</summary>
    public void Verify(JsonNode? item) => Assert.Equal(_lastDelete == _begun ? 0 : _begun, item is null ? 0 : RevisionOf(item));

    public static string UrlOf(int revision) => $"https://example.com/{revision}";

    private void CheckGeneration(JsonNode item)
    {
        var now = (Uid: (Guid)item["uid"]!, Generation: (long)item["generation"]!);
        Assert.True(now.Uid != _last.Uid || now.Generation >= _last.Generation, $"{name}: generation {now.Generation} came after {_last.Generation}.");
        _last = now;
    }

    private static int RevisionOf(JsonNode item) =>
        int.Parse(((string)(item["repositoryUrl"] ?? item["properties"]!["repositoryUrl"])!).Split('/')[^1], CultureInfo.InvariantCulture);
}
