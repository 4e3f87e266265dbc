namespace ProviderService.Resources;

/// <summary>The regions that the hosted service names in its provider documents. Clients offer or check locations by them; this service
/// itself takes any location.</summary>
internal static class AzureRegions
{
    public static readonly IReadOnlyList<string> Names =
    [
        "East US", "West Europe", "West Central US", "West US 2", "West US 3", "South Central US", "East US 2", "North Europe",
        "UK South", "Southeast Asia", "Australia East", "France Central", "Central US", "North Central US", "West US",
        "Korea Central", "East Asia", "Japan East", "Canada East", "Canada Central", "Norway East", "Germany West Central",
        "Sweden Central", "Switzerland North", "Australia Southeast", "Central India", "South India", "Japan West", "Uk West",
        "France South", "Korea South", "South Africa North", "Brazil South", "Uae North", "Norway West", "Germany North",
        "Jio India West", "East US 2 EUAP", "Central US EUAP",
    ];
}
