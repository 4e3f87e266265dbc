namespace ProviderService.Azure.Cosmos;

/// <summary>Where documents are kept.</summary>
public sealed class CosmosOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Azure:Cosmos";

    /// <summary>The account, e.g. <c>https://name.documents.azure.com/</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The account's key; without one, <c>DefaultAzureCredential</c> signs in.</summary>
    public string? Key { get; set; }

    public string Database { get; set; } = "provider";

    public string Container { get; set; } = "resources";

    /// <summary>Whether to speak HTTP with the endpoint alone, as emulators need it, and not TCP with the account's replicas.</summary>
    public bool Gateway { get; set; }

    /// <summary>Whether to make the database and the container at start when they are missing.</summary>
    public bool CreateIfMissing { get; set; }

    /// <summary>Whether to accept an account whose default consistency is weaker than bounded staleness.</summary>
    public bool AllowWeakerConsistency { get; set; }
}
