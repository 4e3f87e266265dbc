using CsCheck;

namespace ProviderService.Tests.Agents.Fleet;

/// <summary>Something that happens to one cluster of a fleet.</summary>
/// <param name="Kind">What.</param>
/// <param name="Cluster">Which, counted from zero.</param>
/// <param name="Name">Which of its few configurations.</param>
/// <param name="Value">What is written.</param>
internal sealed record FleetStep(FleetStepKind Kind, int Cluster, int Name, int Value)
{
    public const int Names = 4;

    /// <summary>Any step in a fleet of this size.</summary>
    public static Gen<FleetStep> Of(int clusters) => Gen.Select(
        Gen.Frequency(
            (40, Gen.Const(FleetStepKind.Put)), (15, Gen.Const(FleetStepKind.Delete)), (10, Gen.Const(FleetStepKind.Supply)),
            (10, Gen.Const(FleetStepKind.Report)), (10, Gen.Const(FleetStepKind.Disconnect)), (5, Gen.Const(FleetStepKind.Restart)),
            (7, Gen.Const(FleetStepKind.Pass)), (2, Gen.Const(FleetStepKind.Recreate)), (1, Gen.Const(FleetStepKind.Expire))),
        Gen.Int[0, clusters - 1], Gen.Int[0, Names - 1], Gen.Int[0, 2],
        (kind, cluster, name, value) => new FleetStep(kind, cluster, name, value));
}

internal enum FleetStepKind
{
    /// <summary>A configuration is written; with one of three repositories, so that some writes change nothing.</summary>
    Put,

    Delete,

    /// <summary>A configuration gets credentials.</summary>
    Supply,

    /// <summary>The agent reports something new.</summary>
    Report,

    /// <summary>The agent's connection breaks.</summary>
    Disconnect,

    /// <summary>The agent starts anew and knows nothing.</summary>
    Restart,

    /// <summary>Milliseconds or seconds go by.</summary>
    Pass,

    /// <summary>The cluster is deleted and made again.</summary>
    Recreate,

    /// <summary>All credentials expire.</summary>
    Expire,
}
