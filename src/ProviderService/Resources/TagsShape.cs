namespace ProviderService.Resources;

/// <summary>A change of tags and nothing else.</summary>
/// <param name="Tags">All tags that the resource has from then on.</param>
internal sealed record TagsShape(IReadOnlyDictionary<string, string>? Tags);
