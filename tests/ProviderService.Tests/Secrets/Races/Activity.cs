using CsCheck;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>Something that goes on beside others.</summary>
/// <param name="Kind">What.</param>
/// <param name="Choice">Which repository, or which key of the cluster, or how long, of two.</param>
internal sealed record Activity(ActivityKind Kind, int Choice)
{
    /// <summary>Supplies are frequent, since nothing can go wrong without them.</summary>
    private static readonly ActivityKind[] Kinds =
    [
        ActivityKind.Supply, ActivityKind.Supply, ActivityKind.Supply, ActivityKind.SupplyBoth, ActivityKind.SupplyBoth, .. Enum.GetValues<ActivityKind>(),
    ];

    private static readonly Activity[] Supplied = [new(ActivityKind.SupplyBoth, 0)];
    private static readonly Activity[] TenMinutes = [new(ActivityKind.Wait, 0)];
    private static readonly Activity[] ThirtyHours = [new(ActivityKind.Wait, 1)];
    private static readonly Activity[] Rotated = [new(ActivityKind.Rotate, 0)];
    private static readonly Activity[] Resealed = [new(ActivityKind.Reseal, 0)];

    /// <summary>What chance would rarely begin with: secrets that a sweep looks at, a key to retire, and one that is about to go.</summary>
    private static readonly Gen<Activity[][]> Openings = Gen.OneOf<Activity[][]>(
        [], [], [Supplied, TenMinutes], [Supplied, Rotated, TenMinutes], [Supplied, Rotated, TenMinutes, Resealed, ThirtyHours]);

    /// <summary>Rounds of one to four activities at once.</summary>
    public static readonly Gen<Activity[][]> Rounds = Gen.Select(
        Openings,
        Gen.Select(Gen.OneOf(Kinds), Gen.Int[0, 1], (kind, choice) => new Activity(kind, choice)).Array[1, 4].Array[1, 6],
        (opening, rounds) => (Activity[][])[.. opening, .. rounds]);

    public override string ToString() => $"{Kind} {Choice}";
}

internal enum ActivityKind
{
    /// <summary>PUT with protected settings.</summary>
    Supply,

    /// <summary>PUT with protected settings and known_hosts.</summary>
    SupplyBoth,

    /// <summary>PUT without credentials.</summary>
    Omit,

    /// <summary>PUT with <c>null</c> for both.</summary>
    Remove,

    /// <summary>DELETE of the configuration.</summary>
    Delete,

    /// <summary>PUT of the cluster with one of its keys.</summary>
    Key,

    /// <summary>DELETE of the cluster, the sweep of it, and a PUT of it.</summary>
    Recreate,

    /// <summary>The sweep of deleted clusters.</summary>
    Sweep,

    /// <summary>The purge of secrets.</summary>
    Purge,

    /// <summary>A new data key is announced.</summary>
    Rotate,

    /// <summary>Documents are sealed under the active data key, and keys that nothing needs go.</summary>
    Reseal,

    /// <summary>GET.</summary>
    Read,

    /// <summary>The clock goes on by ten minutes, or thirty hours.</summary>
    Wait,

    /// <summary>The clock goes on to just before the next expiry, or is put back by an hour.</summary>
    Step,
}
