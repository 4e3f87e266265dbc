using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Resources;
using ProviderService.Resources.SourceControlConfigurations;
using static ProviderService.Tests.Resources.SourceControlConfigurations.ConfigurationBodies;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>What one version writes every other reads, and nothing is lost on the way.</summary>
public sealed class SourceControlConfigurationVersionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] OnlySinceSecond = ["sshKnownHostsContents", "configurationProtectedSettings"];
    private static readonly string[] OnlyInFirst = ["configKind", "createdDate", "lastModifiedDate"];

    private static readonly Gen<string> Versions =
        Gen.OneOf(SourceControlConfigurationType.Instance.Versions.Select(version => version.Version.ToString()).ToArray());

    private static readonly Gen<string?> Text =
        Gen.Char.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Array[0, 12].Select(characters => new string(characters)).Null();

    private static readonly Gen<JsonNode?> Switch = Gen.OneOf("null", "true", "false", "\"True\"", "\"false\"").Select(json => JsonNode.Parse(json));

    private static readonly Gen<JsonObject?> Chart = Gen.Select(Text, Text)
        .Select((version, values) => new JsonObject { ["chartVersion"] = version, ["chartValues"] = values }).Null();

    private static readonly Gen<JsonObject> Bodies = Gen.Select(
        Gen.Select(Text, Text, Text, Text),
        Gen.OneOf<string?>("cluster", "Namespace", null),
        Gen.OneOf<string?>("", null),
        Switch,
        Chart,
        (texts, scope, knownHosts, helm, chart) => new JsonObject
        {
            ["repositoryUrl"] = texts.Item1,
            ["operatorNamespace"] = texts.Item2,
            ["operatorInstanceName"] = texts.Item3,
            ["operatorParams"] = texts.Item4,
            ["operatorScope"] = scope,
            ["sshKnownHostsContents"] = knownHosts,
            ["enableHelmOperator"] = helm,
            ["helmOperatorProperties"] = chart,
        });

    [Fact]
    public void What_is_got_at_one_version_can_be_put_back_at_it_and_nothing_changes() => Gen.Select(Bodies, Versions, Versions).Sample((body, written, read) =>
    {
        var document = Put(body, written);
        var again = ReadBody(Get(document, read).ToJsonString(), read).ApplyTo(document.Settings);
        Assert.Equal(document.Settings, again);
    });

    [Fact]
    public void Every_version_shows_the_same_of_what_it_knows() => Gen.Select(Bodies, Versions, Versions, Versions).Sample((body, written, one, other) =>
    {
        var document = Put(body, written);
        Assert.Equal(Common(Get(document, one)), Common(Get(document, other)));
    });

    [Fact]
    public void What_is_stored_is_read_back_as_it_was() => Gen.Select(Bodies, Versions).Sample((body, written) =>
    {
        var type = DocumentJson.Default.SourceControlConfigurationDocument;
        var document = Put(body, written);
        Assert.Equal(document, JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(document, type), type));
    });

    private static SourceControlConfigurationDocument Put(JsonObject properties, string version)
    {
        var faults = new Faults();
        var request = Read(properties.ToJsonString(), version, faults);
        Assert.Empty(faults.Errors);
        return SourceControlConfigurationDocument.Create("cfg", Guid.NewGuid(), request.ApplyTo(null), Caller, Now);
    }

    private static JsonObject Get(SourceControlConfigurationDocument document, string version)
    {
        var shape = SourceControlConfigurationView.At(Now, "/the/id/cfg", "cfg", Snapshot(document)).Shape(Version(version));
        return JsonSerializer.SerializeToNode(shape, shape.GetType(), ArmJson.Options)!.AsObject();
    }

    /// <summary>The properties without those that only some versions have, spelled alike.</summary>
    private static string Common(JsonObject resource)
    {
        var properties = resource["properties"]!.AsObject();
        foreach (var name in OnlySinceSecond.Concat(OnlyInFirst)) properties.Remove(name);
        properties["enableHelmOperator"] = properties["enableHelmOperator"]!.ToString();
        properties["complianceStatus"]!["lastConfigApplied"] = null;
        return properties.ToJsonString();
    }
}
