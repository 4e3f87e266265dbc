using System.Text.RegularExpressions;

namespace ProviderService.Tests.Hosting.OpenApi.Conformance;

/// <summary>The deliberate differences from the published documents: a row of docs/compatibility.md, which says why, and the facts that it is
/// about. Before a fact stands <c>-</c> when only the published document has it, <c>+</c> when only ours.</summary>
internal static class KnownDifferences
{
    public static readonly IReadOnlyList<(string Row, Regex Facts)> All =
    [
        ("C-53", new("^. ConnectedCluster_ListClusterUserCredential")),
        ("C-66", new("^- SourceControlConfigurations_\\w+ path cluster(Rp|ResourceName): one of")),
        ("C-74", new("^- ConnectedCluster_.*managedIdentityCertificateExpirationTime:")),
        ("C-80", new("^\\+ ConnectedCluster_List\\w+ query \\$top: integer$")),
        ("C-110", new("^[+-] \\w+ body \\w+: required$")),
        ("C-111", new("^\\+ SourceControlConfigurations_.*\\.properties\\.(configKind|createdDate|lastModifiedDate): ")),
        ("C-111", new("^\\+ OperationStatuses_Get")),
        ("C-112", new("^- ConnectedCluster_.*\\.properties\\.(offering|miscellaneousProperties)(\\.\\*)?: ")),
        ("C-112", new("^- \\w+ default\\.error\\.additionalInfo")),
        ("C-112", new("^- ConnectedCluster_Update body\\.properties: object$")),
        ("C-112", new("^- ConnectedCluster_Delete 200: empty$")),
        ("C-112", new("^- OperationStatus_List")),
        ("C-113", new("^\\+ Operations_List default")),
        ("C-113", new("^\\+ \\w+ default\\.error\\.(target|details): ")),
        ("C-113", new("^- \\w+ default\\.error(\\.code|\\.message)?: (required|read-only)$")),
        ("C-114", new("^. SourceControlConfigurations_.*\\.systemData")),
        ("C-115", new("^- (Operations_\\w+ 200|SourceControlConfigurations_List 200\\.(value|nextLink)|\\w+ default\\.error).*: read-only$")),
    ];
}
