using ProviderService.Core.Arm;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Agents.Reports;

/// <summary>What an agent reports: facts about its cluster, and how far it has come with configurations.</summary>
internal sealed record AgentReport(ClusterFacts Facts, IReadOnlyList<ReportedConfiguration> Configurations)
{
    private const int MaxWord = 128;

    /// <summary>Reads a report and notes all that is wrong with it. Only without a fault is what it answers to be used.</summary>
    public static AgentReport Read(JsonMembers body, Faults faults)
    {
        var configurations = body.Objects("configurations", SourceControlConfigurationStore.MaxPerCluster)
            .Select(item => ReportedConfiguration.Read(item, faults)).ToList();
        if (configurations.DistinctBy(item => item.Name, StringComparer.OrdinalIgnoreCase).Count() < configurations.Count)
            faults.Add("DuplicateName", "A report names each configuration once.", "configurations");
        return new(
            new ClusterFacts(
                body.Text("agentVersion", maxLength: MaxWord), body.Text("kubernetesVersion", maxLength: MaxWord),
                (int?)body.Count("totalNodeCount", int.MaxValue), (int?)body.Count("totalCoreCount", int.MaxValue),
                body.Text("distribution", maxLength: MaxWord), body.Text("infrastructure", maxLength: MaxWord)),
            configurations);
    }
}
