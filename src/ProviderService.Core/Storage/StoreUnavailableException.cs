namespace ProviderService.Core.Storage;

/// <summary>The store did not answer, or what became of a write cannot be settled. The caller may try again.</summary>
public class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long to wait before trying again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}
