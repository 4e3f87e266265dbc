using ProviderService.Core.Arm;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Agents.Reports;

/// <summary>Keeps what agents report.</summary>
internal sealed class AgentReports(
    ClusterAgents agents, ConfigurationStatuses statuses, SourceControlConfigurationStore configurations, ConnectedClusterStore clusters)
{
    /// <summary>Keeps a report, all or nothing.</summary>
    /// <exception cref="ArmException">409 <c>OutdatedReport</c>: it is about what a configuration no longer is.</exception>
    public async ValueTask RecordAsync(SignedInAgent agent, AgentReport report, CancellationToken cancellationToken)
    {
        var found = (await configurations.ReadAllAsync(agent.Cluster, agent.ClusterUid, cancellationToken))
            .ToDictionary(one => one.Value.Name, one => one.Value, StringComparer.OrdinalIgnoreCase);
        RefuseOutdated(report, found);
        await agents.ReportAsync(agent.Cluster, agent.ClusterUid, report.Facts, cancellationToken);
        var written = false;
        foreach (var item in report.Configurations)
            written |= await statuses.RecordAsync(agent.Cluster, found[item.Name], item.Report, cancellationToken);
        if (written) await SweepAsync(agent, report, cancellationToken);
    }

    private static void RefuseOutdated(AgentReport report, Dictionary<string, SourceControlConfigurationDocument> found)
    {
        var outdated = report.Configurations.Index()
            .Where(one => !found.TryGetValue(one.Item.Name, out var current)
                || (current.Uid, current.Generation) != (one.Item.Uid, one.Item.Generation))
            .Select(one => new ArmError("OutdatedReport", "The configuration is gone, or another one, or has another generation.", $"configurations[{one.Index}]"))
            .ToList();
        if (outdated.Count > 0)
            throw new ArmException(409, new ArmError(
                "OutdatedReport", "Nothing was recorded. Get the desired state, and report on that.", "configurations", outdated));
    }

    /// <summary>Deletes what was reported on configurations that are gone; they may have gone while the report was written.</summary>
    private async ValueTask SweepAsync(SignedInAgent agent, AgentReport report, CancellationToken cancellationToken)
    {
        // In this order: nothing is reported on a configuration before it is there, nor in a cluster before that is.
        var reported = await statuses.ReadAllAsync(agent.Cluster, cancellationToken);
        var owners = (await configurations.ReadAllAsync(agent.Cluster, agent.ClusterUid, cancellationToken)).Select(one => one.Value.Uid).ToHashSet();
        var isLive = (await clusters.FindLiveAsync(agent.Cluster, cancellationToken))?.Uid == agent.ClusterUid;
        foreach (var status in reported.Values.Where(status => !owners.Contains(status.Value.ConfigurationUid)))
            if (isLive || report.Configurations.Any(item => item.Uid == status.Value.ConfigurationUid))
                await statuses.DeleteAsync(status, cancellationToken);
    }
}
