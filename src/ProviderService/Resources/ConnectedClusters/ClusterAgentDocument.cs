namespace ProviderService.Resources.ConnectedClusters;

/// <summary>What is known of a cluster's agent. Apart from the cluster, so that agents never get in the way of who writes that.</summary>
internal sealed record ClusterAgentDocument
{
    /// <summary>The incarnation of the cluster; of another one, this document counts as absent.</summary>
    public required Guid ClusterUid { get; init; }

    /// <summary>When the agent was heard of. It is written now and then only, so that the truth may be some minutes later.</summary>
    public required DateTimeOffset LastHeardAt { get; init; }

    public ClusterFacts Facts { get => field ?? ClusterFacts.None; init; }

    /// <summary>When the facts changed last; <see langword="null"/> before the first report.</summary>
    public DateTimeOffset? ReportedAt { get; init; }
}

/// <summary>What an agent tells of its cluster; <see langword="null"/> for what it has not told.</summary>
internal sealed record ClusterFacts(
    string? AgentVersion = null,
    string? KubernetesVersion = null,
    int? TotalNodeCount = null,
    int? TotalCoreCount = null,
    string? Distribution = null,
    string? Infrastructure = null)
{
    public static readonly ClusterFacts None = new();

    /// <summary>These facts, and of the earlier ones those that are not told again.</summary>
    public ClusterFacts Over(ClusterFacts earlier) => new(
        AgentVersion ?? earlier.AgentVersion,
        KubernetesVersion ?? earlier.KubernetesVersion,
        TotalNodeCount ?? earlier.TotalNodeCount,
        TotalCoreCount ?? earlier.TotalCoreCount,
        Distribution ?? earlier.Distribution,
        Infrastructure ?? earlier.Infrastructure);
}
