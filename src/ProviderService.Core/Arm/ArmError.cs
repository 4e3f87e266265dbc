namespace ProviderService.Core.Arm;

/// <summary>The content of ARM's error envelope (ARM RPC, "Error response content").</summary>
/// <param name="Code">A word that programs can act on, e.g. <c>ResourceNotFound</c>.</param>
/// <param name="Message">A sentence for people. Never contains a body, a token or a secret.</param>
/// <param name="Target">The member or parameter at fault, e.g. <c>properties.repositoryUrl</c>.</param>
/// <param name="Details">Every fault, where there can be several.</param>
public sealed record ArmError(string Code, string Message, string? Target = null, IReadOnlyList<ArmError>? Details = null);
