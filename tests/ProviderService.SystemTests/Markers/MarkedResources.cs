using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Markers;

/// <summary>Resources with a random word in every place where a user can write one.</summary>
internal sealed class MarkedResources
{
    private const int Configurations = 5;

    private readonly List<string> _markers = [];

    public MarkedResources() => Bodies =
    [
        (Arm.Group("g"), Group()),
        (Arm.Cluster("g", "c", "2024-01-01"), Cluster()),
        .. Enumerable.Range(0, Configurations).Select(number => (Arm.Configuration("g", "c", $"cfg{number}"), Configuration())),
    ];

    /// <summary>What to send, parents first.</summary>
    public IReadOnlyList<(string Path, JsonObject Body)> Bodies { get; }

    /// <summary>The words, each of which stands in one place.</summary>
    public IReadOnlyList<string> Markers => _markers;

    public static string NewMarker() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 24);

    private JsonObject Group() => new()
    {
        ["location"] = Mark(),
        ["managedBy"] = Mark(),
        ["tags"] = new JsonObject { [Mark()] = Mark(), [Mark()] = Mark() },
    };

    private JsonObject Cluster() => new()
    {
        ["location"] = Mark(),
        ["kind"] = Mark(),
        ["tags"] = new JsonObject { [Mark()] = Mark() },
        ["identity"] = new JsonObject { ["type"] = "SystemAssigned" },
        ["properties"] = new JsonObject
        {
            ["agentPublicKeyCertificate"] = Mark(),
            ["distribution"] = Mark(),
            ["distributionVersion"] = Mark(),
            ["infrastructure"] = Mark(),
            ["privateLinkScopeResourceId"] = Mark(),
            ["aadProfile"] = new JsonObject { ["tenantID"] = Mark(), ["adminGroupObjectIDs"] = new JsonArray(Mark(), Mark()) },
            ["arcAgentProfile"] = new JsonObject { ["desiredAgentVersion"] = Mark(), ["agentAutoUpgrade"] = Mark() },
        },
    };

    private JsonObject Configuration() => new()
    {
        ["properties"] = new JsonObject
        {
            ["repositoryUrl"] = $"https://example.com/{Mark()}",
            ["operatorNamespace"] = Mark(),
            ["operatorInstanceName"] = Mark(),
            ["operatorParams"] = $"--git-readonly --git-path={Mark()}",
            ["enableHelmOperator"] = true,
            ["helmOperatorProperties"] = new JsonObject { ["chartVersion"] = Mark(), ["chartValues"] = $"--set a={Mark()}" },
        },
    };

    private string Mark()
    {
        _markers.Add(NewMarker());
        return _markers[^1];
    }
}
