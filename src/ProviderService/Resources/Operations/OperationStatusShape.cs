using System.Text.Json.Serialization;

namespace ProviderService.Resources.Operations;

/// <summary>The status of an operation on the wire (ARM RPC, "Asynchronous operations"). While it runs, the last two members are absent.</summary>
internal record RunningOperationStatusShape(string Id, string Name, string ResourceId, string Status, DateTime StartTime);

/// <summary>The status of an operation that is over; <c>properties</c> is always <c>null</c>, as recorded.</summary>
internal sealed record OperationStatusShape(
    string Id, string Name, string ResourceId, string Status, DateTime StartTime,
    [property: JsonPropertyOrder(1)] DateTime EndTime,
    [property: JsonPropertyOrder(2)] object? Properties = null)
    : RunningOperationStatusShape(Id, Name, ResourceId, Status, StartTime);
