using ProviderService.Hosting.OpenApi;

namespace ProviderService.Resources;

/// <summary>The kinds of callers that <c>systemData</c> can name.</summary>
internal sealed class PrincipalTypesAttribute() : WordsAttribute("CreatedByType", "User", "Application", "ManagedIdentity", "Key");
