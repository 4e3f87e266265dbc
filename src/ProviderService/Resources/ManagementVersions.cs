using ProviderService.Core.Arm;

namespace ProviderService.Resources;

/// <summary>The versions of ARM's resource management API, which has providers and the lists of resources: those that clients ask for.</summary>
internal static class ManagementVersions
{
    private static readonly string[] All =
    [
        "2016-02-01", "2016-09-01", "2017-05-10", "2018-02-01", "2018-05-01", "2019-05-01", "2019-07-01", "2019-10-01", "2020-06-01",
        "2020-10-01", "2021-01-01", "2021-04-01", "2022-09-01", "2023-07-01", "2024-03-01", "2024-11-01", "2025-04-01",
    ];

    public static IReadOnlyList<ResourceVersion> Of(Type shape) => [.. All.Select(version => new ResourceVersion(version, shape))];
}
