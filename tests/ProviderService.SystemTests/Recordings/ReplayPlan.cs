using static ProviderService.SystemTests.Recordings.Deviations;

namespace ProviderService.SystemTests.Recordings;

/// <summary>What becomes of each recording: it is replayed, perhaps with deliberate differences, or there is a reason why not.</summary>
internal static class ReplayPlan
{
    private static readonly Deviation[] Configuration = [NewestVersions, EntityTag, NamedCaller];
    private static readonly Deviation[] ConfigurationOf2019 = [NewestVersions, EntityTag, HelmFlagInText, LevelInWords, RealDates, NormalizedFlags];
    private static readonly Deviation[] ConfigurationsOf2019 = [NewestVersions, HelmFlagInText, LevelInWords, RealDates, NormalizedFlags];
    private static readonly Deviation[] Reported = [NewestVersions, NamedAgent, NamedCaller, CreationKept];
    private static readonly Deviation[] Creation = [.. Configuration, AbsoluteLocation];
    private static readonly Deviation[] Deletion = [NewestVersions, NewestDeletion];

    /// <summary>The recordings that are replayed, by number, and how the answer deliberately differs.</summary>
    public static readonly IReadOnlyDictionary<int, IReadOnlyList<Deviation>> Replayed = new Dictionary<int, IReadOnlyList<Deviation>>
    {
        [1] = ConfigurationsOf2019,
        [2] = [.. ConfigurationOf2019, AbsoluteLocation],
        [3] = [.. ConfigurationsOf2019, SpellingKept],
        [4] = ConfigurationOf2019,
        [5] = Deletion,
        [6] = ConfigurationsOf2019,
        [7] = [.. Reported, ShapeOfItsVersion, TimesOfItsVersion],
        [8] = [.. Creation, ShapeOfItsVersion],
        [9] = [.. Configuration, ShapeOfItsVersion],
        [10] = Deletion,
        [11] = Reported,
        [12] = Creation,
        [13] = Configuration,
        [14] = Deletion,
        [15] = Creation,
        [16] = Reported,
        [17] = Configuration,
        [18] = Reported,
        [19] = [NewestVersions, EnvelopedError],
        [20] = Creation,
        [21] = Configuration,
        [22] = Deletion,
        [23] = Creation,
        [24] = Creation,
        [25] = [NewestVersions],
        [27] = Creation,
        [30] = [NewestVersions],
        [31] = Creation,
        [32] = Configuration,
        [33] = Deletion,
        [34] = [NewestVersions],
        [35] = Creation,
        [36] = Configuration,
        [37] = Deletion,
        [38] = Creation,
        [39] = Deletion,
        [40] = [NewestVersions],
        [42] = Creation,
        [43] = Configuration,
        [44] = Deletion,
        [45] = Creation,
        [46] = Configuration,
        [47] = Deletion,
        [49] = [NewestVersions],
        [50] = Creation,
        [51] = Configuration,
        [52] = Deletion,
        [53] = [NewestVersions],
        [54] = Creation,
        [55] = Configuration,
        [56] = Deletion,
        [64] = [],
        [65] = [LongOperationIds, RetryAfter],
        [66] = [LongOperationIds, UntaggedOperation],
        [67] = [NoAgentYet],
        [68] = [NoIdentityCertificate],
        [69] = [LongOperationIds, RetryAfter],
        [70] = [LongOperationIds, UntaggedOperation],
        [73] = [],
        [75] = [],
        [77] = [RetryAfter],
        [78] = [UntaggedOperation],
        [85] = [RetryAfter],
        [86] = [UntaggedOperation, FinishedCreation],
        [87] = [UntaggedOperation],
        [88] = [DistributionAsSent],
        [89] = [RetryAfter],
        [90] = [UntaggedOperation, RetryAfter],
        [91] = [UntaggedOperation],
    };

    /// <summary>The recordings that are not replayed, by reason.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<int>> Out = new Dictionary<string, IReadOnlyList<int>>
    {
        ["is a fault of the hosted service's gateway"] = [26, 28, 29, 74],
        ["is of connectedClusters at a preview version, which this service has none of"] = [58, 59, 60, 61, 62, 76, 79, 80, 81, 82, 83, 84, 95],
        ["is of a type that this service does not have"] = [41, 48, 57, 63, 71, 72, 92, 93, 94, .. Enumerable.Range(96, 14)],
    };

    /// <summary>The recordings that show what another one had created, where that one is replayed as well.</summary>
    public static readonly IReadOnlyDictionary<int, int> CreatedBy = new Dictionary<int, int> { [3] = 2, [4] = 2, [67] = 65, [68] = 65, [75] = 75, [88] = 85 };
}
