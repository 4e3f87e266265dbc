namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>What a PUT does to credentials that are stored.</summary>
internal enum CredentialChange
{
    /// <summary>They stay, and live no longer for it.</summary>
    Keep,

    /// <summary>They go.</summary>
    Remove,

    /// <summary>They are replaced whole.</summary>
    Replace,
}
