namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>All configurations of a cluster; there is one page, and <c>nextLink</c> is written all the same.</summary>
/// <param name="Value">Shapes of the version that was asked for.</param>
/// <param name="NextLink">Always <see langword="null"/>.</param>
internal sealed record SourceControlConfigurationList(IReadOnlyList<object> Value, Uri? NextLink = null);
