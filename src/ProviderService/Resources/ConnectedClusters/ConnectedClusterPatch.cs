using ProviderService.Core.Arm;

namespace ProviderService.Resources.ConnectedClusters;

/// <summary>What a PATCH of a connected cluster asks for: tags, and since 2024-01-01 three properties. What is absent stays.</summary>
internal sealed record ConnectedClusterPatch(
    IReadOnlyDictionary<string, string>? Tags, string? Distribution, string? DistributionVersion, string? AzureHybridBenefit)
{
    public static ConnectedClusterPatch Read(ResourceVersion version, JsonMembers body)
    {
        var properties = version.Shape == typeof(ConnectedCluster2024Shape) ? body.Nested("properties") : null;
        return new(
            body.Map("tags"), properties?.Text("distribution"), properties?.Text("distributionVersion"), properties?.Text("azureHybridBenefit"));
    }

    public ConnectedClusterDocument ApplyTo(ConnectedClusterDocument current) => current with
    {
        Tags = Tags ?? current.Tags,
        Settings = current.Settings with
        {
            Distribution = Distribution ?? current.Settings.Distribution,
            DistributionVersion = DistributionVersion ?? current.Settings.DistributionVersion,
            AzureHybridBenefit = AzureHybridBenefit ?? current.Settings.AzureHybridBenefit,
        },
    };
}
