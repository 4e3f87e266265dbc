using ProviderService.Core.Secrets;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>What was supplied, and what has ended: by an answered request that came after it, or by having been refused.</summary>
/// <param name="schedule">Its steps say what came before what.</param>
internal sealed class SupplyLedger(Schedule schedule)
{
    private readonly List<Supply> _supplies = [];
    private readonly Dictionary<Guid, int> _refused = [];

    /// <summary>One secret as a caller sent it.</summary>
    internal sealed record Supply(int Number, bool IsSealed, string Repository)
    {
        /// <summary>The latest time that it can have been supplied at, once its request was answered.</summary>
        public DateTimeOffset? AnsweredAt { get; set; }

        /// <summary>The step by which it had ended for good.</summary>
        public int EndedBy { get; set; } = int.MaxValue;

        public string Content => $"secret {Number}";
    }

    public Supply Begin(bool isSealed, string repository)
    {
        var supply = new Supply(_supplies.Count, isSealed, repository);
        _supplies.Add(supply);
        return supply;
    }

    /// <summary>The supplies of requests that were answered before now: a request that begins now and ends them does so for good.</summary>
    public IReadOnlyList<Supply> Answered(bool isSealed) =>
        [.. _supplies.Where(supply => supply.AnsweredAt is not null && supply.IsSealed == isSealed)];

    public IReadOnlyList<Supply> Answered() => [.. Answered(isSealed: true), .. Answered(isSealed: false)];

    public void End(IEnumerable<Supply> supplies)
    {
        foreach (var supply in supplies) supply.EndedBy = Math.Min(supply.EndedBy, schedule.Steps);
    }

    /// <summary>Notes that somebody was told that a secret is no longer held.</summary>
    public void Refused(Guid id) => _refused.TryAdd(id, schedule.Steps);

    /// <summary>Checks that somebody may be given this.</summary>
    /// <param name="id">The name of the secret.</param>
    /// <param name="content">What he gets.</param>
    /// <param name="now">When he asked.</param>
    /// <param name="step">Likewise.</param>
    public Supply Given(Guid id, string content, DateTimeOffset now, int step)
    {
        var supply = _supplies.Single(supply => supply.Content == content);
        Assert.False(supply.EndedBy <= step, $"{content} was replaced or removed, and is given out again.");
        Assert.False(_refused.TryGetValue(id, out var refusedBy) && refusedBy <= step, $"{content} was refused once, and is given out again.");
        Assert.False(now - supply.AnsweredAt >= SecretRetention.Longest, $"{content} is given out after its time.");
        return supply;
    }
}
