namespace ProviderService.Resources;

/// <summary>A change of tags and nothing else.</summary>
internal sealed record TagsPatchShape(IReadOnlyDictionary<string, string>? Tags);
