namespace ProviderService.Identity;

/// <summary>The settings of <c>Authentication</c>.</summary>
internal sealed class IdentityOptions
{
    public const string Section = "Authentication";

    public const string Local = "Local";
    public const string EntraId = "EntraId";

    /// <summary>Who issues the tokens of users: <c>Local</c> for the service itself, <c>EntraId</c> for Microsoft Entra ID.</summary>
    public string Mode { get; set; } = Local;

    public bool IsKnown => Mode is Local or EntraId;

    /// <summary>Whether a service with local sign-in may listen on other than loopback addresses.</summary>
    public bool AllowLocalBeyondLoopback { get; set; }

    /// <summary>Whether whatever runs on this machine can get tokens of the managed identity.</summary>
    public bool ManagedIdentity { get; set; }
}
