using CsCheck;
using ProviderService.Core.Arm;
using ProviderService.Resources.Operations;

namespace ProviderService.Tests.Resources.Operations;

public sealed class OperationTests
{
    private static readonly ResourceId Cluster = ResourceId.Parse(
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/Grüße/providers/Microsoft.Kubernetes/connectedClusters/C1");

    private static readonly Gen<Operation> Operations =
        from kind in Gen.Enum<OperationKind>()
        from uid in Gen.Guid
        from ticks in Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks]
        select new Operation(kind, uid, new DateTimeOffset(ticks, TimeSpan.Zero), Cluster);

    [Fact]
    public void An_id_says_what_the_operation_is_about() => Operations.Sample(operation =>
        Operation.TryParse(operation.ToId(), out var read) && read == operation);

    [Fact]
    public void An_id_survives_a_change_of_case() => Operations.Sample(operation =>
        Operation.TryParse(operation.ToId().ToLowerInvariant(), out var read) && read == operation);

    [Fact]
    public void Text_that_is_no_id_is_refused_and_never_throws() => Gen.String.Sample(text => !Operation.TryParse(text, out _));

    [Fact]
    public void A_truncated_id_is_refused_or_names_another_resource() => Gen.Select(Operations, Gen.Int[0, 200]).Sample((operation, length) =>
    {
        var id = operation.ToId();
        var cut = id[..Math.Min(length, id.Length - 1)];
        return !Operation.TryParse(cut, out var read) || read != operation;
    });
}
