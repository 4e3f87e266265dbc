using System.Text.RegularExpressions;

namespace ProviderService.SystemTests.Recordings;

/// <summary>The deliberate differences that recordings show; docs/compatibility.md gives the reasons.</summary>
internal static partial class Deviations
{
    private static readonly string[] Versions =
    [
        "2019-11-01-Preview", "2020-07-01-Preview", "2020-10-01-Preview", "2021-03-01", "2021-05-01-preview",
        "2022-03-01", "2022-07-01", "2022-11-01", "2023-05-01",
    ];

    public static readonly Deviation NamedCaller = new(
        "C-01",
        ("\"createdBy\":null,\"createdByType\":null", "\"createdBy\":\"(caller)\",\"createdByType\":\"User\""),
        ("\"lastModifiedBy\":null,\"lastModifiedByType\":null", "\"lastModifiedBy\":\"(caller)\",\"lastModifiedByType\":\"User\""));

    public static readonly Deviation AbsoluteLocation = new(
        "C-02", recorded => PathAsLocation().Replace(recorded, "location: https://(host)$1?api-version=(version)"));

    public static readonly Deviation EntityTag = new("C-03", ("etag: -", "etag: \"(tag)\""));

    public static readonly Deviation HelmFlagInText = new(
        "C-05",
        ("\"enableHelmOperator\":true", "\"enableHelmOperator\":\"true\""),
        ("\"enableHelmOperator\":false", "\"enableHelmOperator\":\"false\""));

    public static readonly Deviation LevelInWords = new("C-06", ("\"messageLevel\":3", "\"messageLevel\":\"Information\""));

    public static readonly Deviation NormalizedFlags = new(
        "C-07", ("\"--git-readonly \"", "\"--git-readonly\""), ("\"'--git-branch=master'\"", "\"--git-readonly '--git-branch=master'\""));

    public static readonly Deviation SpellingKept = new("C-08", ("clitestconfig0505a", "cliTestConfig0505A"));

    public static readonly Deviation NewestDeletion = new(
        "C-09",
        ("{\"content\":null,", "{\"content\":{\"headers\":[]},"),
        ("{\"version\":\"1.1\",\"content\":null,\"statusCode\":200,\"reasonPhrase\":\"OK\",\"headers\":[],",
            "{\"content\":{\"headers\":[]},\"statusCode\":200,\"headers\":[],\"version\":\"1.1\",\"reasonPhrase\":\"OK\","));

    /// <summary>The lists that were recorded are beginnings of the newest one.</summary>
    public static readonly Deviation NewestVersions = new(
        "C-12", [.. Enumerable.Range(1, Versions.Length - 1).Select(count => (VersionsHeader(count), VersionsHeader(Versions.Length)))]);

    public static readonly Deviation EnvelopedError = new(
        "C-13", ("{\"code\":\"ResourceNotFound\"", "{\"error\":{\"code\":\"ResourceNotFound\""), ("not found.\"}", "not found.\"}}"));

    public static readonly Deviation RealDates = new("C-14", ("Date\":\"0001-01-01T00:00:00+00:00\"", "Date\":\"(time)+00:00\""));

    public static readonly Deviation ShapeOfItsVersion = new(
        "C-15",
        ("\"lastConfigApplied\":\"0001-01-01T00:00:00\"", "\"lastConfigApplied\":\"0001-01-01T00:00:00+00:00\""),
        ("\"messageLevel\":3", "\"messageLevel\":\"Information\""),
        ("\"repositoryPublicKey\"", "\"configurationProtectedSettings\":{},\"repositoryPublicKey\""));

    public static readonly Deviation LongOperationIds = new(
        "C-60", ("operationStatuses/(id)", "operationStatuses/(id)*(hash)"), ("\"name\":\"(id)\"", "\"name\":\"(id)*(hash)\""));

    public static readonly Deviation FinishedCreation = new(
        "C-61",
        ("\"status\":\"Accepted\",\"startTime\":\"(time)Z\"",
            "\"status\":\"Succeeded\",\"startTime\":\"(time)Z\",\"endTime\":\"(time)Z\",\"properties\":null"));

    public static readonly Deviation DistributionAsSent = new("C-64", ("\"distribution\":\"AKS\"", "\"distribution\":\"aks\""));

    public static readonly Deviation UntaggedOperation = new("C-68", ("etag: \"(tag)\"", "etag: -"));

    public static readonly Deviation RetryAfter = new("C-69", ("retry-after: -", "retry-after: 1"));

    /// <summary>At its version, times of reports have an offset.</summary>
    public static readonly Deviation TimesOfItsVersion = new("C-15", recorded => TimeWithoutOffset().Replace(recorded, "\"lastConfigApplied\":\"(time)+00:00\""));

    public static readonly Deviation NoAgentYet = new("C-71", ("\"lastModifiedByType\":\"Application\"", "\"lastModifiedByType\":\"User\""));

    public static readonly Deviation NamedAgent = new("C-77", recorded => ChangedByAgent().Replace(recorded, "$1\"lastModifiedBy\":\"(caller)\",\"lastModifiedByType\":\"Application\""));

    public static readonly Deviation CreationKept = new("C-73", ("\"createdAt\":\"0001-01-01T00:00:00+00:00\"", "\"createdAt\":\"(time)+00:00\""));

    public static readonly Deviation NoIdentityCertificate = new("C-74", (",\"managedIdentityCertificateExpirationTime\":\"(time)Z\"", ""));

    [GeneratedRegex("^location: (?:file://)?(/subscriptions/.*)$", RegexOptions.Multiline)]
    private static partial Regex PathAsLocation();

    /// <summary>Of a configuration that an agent has reported on, up to who modified it last.</summary>
    [GeneratedRegex("""("complianceState":"(?!Pending)(?:(?!"complianceState").)*?)"lastModifiedBy":null,"lastModifiedByType":null""")]
    private static partial Regex ChangedByAgent();

    [GeneratedRegex("""
        "lastConfigApplied":"[^"+]*"
        """)]
    private static partial Regex TimeWithoutOffset();

    private static string VersionsHeader(int count) => $"api-supported-versions: {string.Join(", ", Versions.Take(count))}\n";
}
