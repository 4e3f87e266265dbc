namespace ProviderService.Embedded;

/// <summary>The embedded backend cannot start, and somebody has to do something about it.</summary>
/// <param name="problem">What is wrong, as a sentence.</param>
/// <param name="remedy">What to do, as a sentence.</param>
/// <param name="inner">Where it showed.</param>
public sealed class EmbeddedStartException(string problem, string remedy, Exception? inner = null) : Exception($"{problem} {remedy}", inner)
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
