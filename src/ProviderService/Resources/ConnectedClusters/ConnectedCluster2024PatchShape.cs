using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>What a PATCH of a cluster can change at 2024-01-01.</summary>
/// <param name="Tags">All tags that the cluster has from then on.</param>
/// <param name="Properties">The settings to change.</param>
internal sealed record ConnectedCluster2024PatchShape(
    IReadOnlyDictionary<string, string>? Tags, ConnectedCluster2024PatchShape.PropertiesShape? Properties)
{
    /// <param name="Distribution">The distribution of Kubernetes on the cluster.</param>
    /// <param name="DistributionVersion">Its version.</param>
    /// <param name="AzureHybridBenefit">Whether Azure Hybrid Benefit is used.</param>
    internal sealed record PropertiesShape(
        string? Distribution,
        string? DistributionVersion,
        [property: Words("AzureHybridBenefit", "True", "False", "NotApplicable")] string? AzureHybridBenefit);
}
