using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>What a PATCH of a cluster can change at 2024-01-01.</summary>
internal sealed record ConnectedCluster2024PatchShape(
    IReadOnlyDictionary<string, string>? Tags, ConnectedCluster2024PatchShape.PropertiesShape? Properties)
{
    /// <summary>The settings to change.</summary>
    /// <param name="Distribution">The distribution of Kubernetes on the cluster.</param>
    /// <param name="DistributionVersion">Its version.</param>
    /// <param name="AzureHybridBenefit">Whether Azure Hybrid Benefit is used.</param>
    internal sealed record PropertiesShape(
        string? Distribution,
        string? DistributionVersion,
        [property: Words("AzureHybridBenefit", "True", "False", "NotApplicable")] string? AzureHybridBenefit);
}
