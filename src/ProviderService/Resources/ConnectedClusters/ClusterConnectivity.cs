using ProviderService.Core.Arm;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>What agents have told of a cluster, as the cluster shows it.</summary>
/// <param name="LastHeardAt">When the agent was heard of; <see langword="null"/> for never.</param>
/// <param name="Facts">What it reported.</param>
/// <param name="ReportedAt">When that changed; <see langword="null"/> before the first report.</param>
internal sealed record ClusterConnectivity(DateTimeOffset? LastHeardAt, ClusterFacts Facts, DateTimeOffset? ReportedAt)
{
    /// <summary>How long an agent counts as connected after it was heard of.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Of a cluster whose agent never came.</summary>
    public static readonly ClusterConnectivity None = new(null, ClusterFacts.None, null);

    /// <summary>The one who reports, in <c>systemData</c>.</summary>
    public static readonly Principal Agent = new("agent", "Application");

    /// <summary><c>Connecting</c>, <c>Connected</c> or <c>Offline</c>.</summary>
    public string StatusAt(DateTimeOffset now) =>
        LastHeardAt is not { } heard ? "Connecting" : now - heard < Patience ? "Connected" : "Offline";

    /// <summary>Who changed a cluster last: a report is a change, a sign of life is none.</summary>
    public SystemData Over(SystemData written) =>
        ReportedAt is { } reported && reported > written.LastModifiedAt ? written.ModifiedNow(Agent, reported) : written;
}
