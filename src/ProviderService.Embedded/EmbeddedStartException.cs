using ProviderService.Core.Storage;

namespace ProviderService.Embedded;

/// <summary>The embedded backend cannot start, and somebody has to do something about it.</summary>
/// <param name="problem">What is wrong, as a sentence.</param>
/// <param name="remedy">What to do, as a sentence.</param>
/// <param name="inner">Where it showed.</param>
public sealed class EmbeddedStartException(string problem, string remedy, Exception? inner = null)
    : BackendStartException($"{problem} {remedy}", inner);
