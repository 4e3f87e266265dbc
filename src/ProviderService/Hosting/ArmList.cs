using System.Text.Json.Serialization;

namespace ProviderService.Hosting;

/// <summary>One page of a list.</summary>
/// <param name="Value">What is on the page.</param>
/// <param name="NextLink">Where the next page is; absent or <c>null</c> on the last one.</param>
/// <remarks>ARM RPC, "Resource collections".</remarks>
internal sealed record ArmList<T>(
    IReadOnlyList<T> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Uri? NextLink = null);
