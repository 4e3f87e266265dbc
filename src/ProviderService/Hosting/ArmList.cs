using System.Text.Json.Serialization;

namespace ProviderService.Hosting;

/// <summary>One page of a list (ARM RPC, "Resource collections"); <c>nextLink</c> is absent or <c>null</c> on the last one.</summary>
internal sealed record ArmList<T>(
    IReadOnlyList<T> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Uri? NextLink = null);
