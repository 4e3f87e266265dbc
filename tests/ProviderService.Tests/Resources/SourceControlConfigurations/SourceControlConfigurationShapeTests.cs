using System.Text.Json;
using ProviderService.Hosting;
using ProviderService.Resources.SourceControlConfigurations;
using static ProviderService.Tests.Resources.SourceControlConfigurations.ConfigurationBodies;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>The bytes of an answer (contract, sections 3 and 4).</summary>
public sealed class SourceControlConfigurationShapeTests
{
    private static readonly DateTimeOffset CreatedAt = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly DateTimeOffset ModifiedAt = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    private static readonly SourceControlConfigurationDocument Full = DocumentOf(
        """{"repositoryUrl":"git@example.org:a/b.git","operatorNamespace":"ns","operatorInstanceName":"inst","operatorParams":"--git-path='a+b'","operatorScope":"Namespace","enableHelmOperator":true,"helmOperatorProperties":{"chartVersion":"1.2.0","chartValues":null},"sshKnownHostsContents":""}""");

    private static readonly SourceControlConfigurationDocument Empty = DocumentOf("{}");

    public static TheoryData<string> LaterVersions =>
        new(SourceControlConfigurationType.Instance.Versions.Skip(1).Select(version => version.Version.ToString()));

    [Theory]
    [MemberData(nameof(LaterVersions))]
    public void Later_versions_have_one_shape(string version) => Assert.Equal(
        """
        {"id":"/the/id/Cfg","name":"Cfg","type":"Microsoft.KubernetesConfiguration/sourceControlConfigurations","properties":{
        "operatorNamespace":"ns","provisioningState":"Succeeded","complianceStatus":{"complianceState":"Pending",
        "lastConfigApplied":"0001-01-01T00:00:00+00:00","message":"{\"OperatorMessage\":null,\"ClusterState\":null}",
        "messageLevel":"Information"},"enableHelmOperator":true,"helmOperatorProperties":{"chartVersion":"1.2.0","chartValues":null},
        "repositoryUrl":"git@example.org:a/b.git","operatorInstanceName":"inst","operatorType":"Flux","operatorScope":"Namespace",
        "operatorParams":"--git-readonly --git-path='a+b'","sshKnownHostsContents":"","configurationProtectedSettings":{},
        "repositoryPublicKey":""},"systemData":{"createdBy":"somebody@example.org","createdByType":"User",
        "createdAt":"2026-03-01T12:00:00.123+00:00","lastModifiedBy":"somebody@example.org","lastModifiedByType":"User",
        "lastModifiedAt":"2026-03-02T00:00:00.1234567+00:00"}}
        """.ReplaceLineEndings(""),
        Json(Full, version));

    [Fact]
    public void The_oldest_version_has_another_shape() => Assert.Equal(
        """
        {"id":"/the/id/Cfg","name":"Cfg","type":"Microsoft.KubernetesConfiguration/sourceControlConfigurations","properties":{
        "operatorNamespace":"ns","provisioningState":"Succeeded","complianceStatus":{"complianceState":"Pending",
        "lastConfigApplied":"0001-01-01T00:00:00","message":"{\"OperatorMessage\":null,\"ClusterState\":null}",
        "messageLevel":"Information"},"enableHelmOperator":"true","helmOperatorProperties":{"chartVersion":"1.2.0","chartValues":null},
        "repositoryUrl":"git@example.org:a/b.git","operatorInstanceName":"inst","operatorType":"Flux","operatorScope":"Namespace",
        "operatorParams":"--git-readonly --git-path='a+b'","repositoryPublicKey":"","configKind":0,
        "createdDate":"2026-03-01T12:00:00.123+00:00","lastModifiedDate":"2026-03-02T00:00:00.1234567+00:00"}}
        """.ReplaceLineEndings(""),
        Json(Full, Oldest));

    [Fact]
    public void What_is_not_set_is_null_but_for_the_chart() => Assert.Contains(
        """
        "enableHelmOperator":false,"repositoryUrl":null,"operatorInstanceName":"","operatorType":"Flux","operatorScope":"cluster",
        "operatorParams":"--git-readonly","sshKnownHostsContents":null,
        """.ReplaceLineEndings(""),
        Json(Empty, Newest),
        StringComparison.Ordinal);

    [Fact]
    public void A_disabled_helm_operator_is_the_word_false_at_the_oldest_version() =>
        Assert.Contains("\"enableHelmOperator\":\"false\",\"repositoryUrl\":null", Json(Empty, Oldest), StringComparison.Ordinal);

    [Fact]
    public void A_deletion_is_answered_with_the_162_bytes_recorded_in_2023() => Assert.Equal(
        """
        {"content":{"headers":[]},"statusCode":200,"headers":[],"version":"1.1","reasonPhrase":"OK","trailingHeaders":[],
        "requestMessage":null,"isSuccessStatusCode":true}
        """.ReplaceLineEndings(""),
        Json(DeletedShape.Instance));

    [Fact]
    public void An_empty_list_has_28_bytes() => Assert.Equal("""{"value":[],"nextLink":null}""", Json(new SourceControlConfigurationList([])));

    private static SourceControlConfigurationDocument DocumentOf(string properties) => SourceControlConfigurationDocument
        .Create("cfg", Guid.NewGuid(), Settings(properties), Caller, CreatedAt)
        .Update(Settings(properties), CredentialReferences.None, Caller, ModifiedAt);

    private static string Json(SourceControlConfigurationDocument document, string version) =>
        Json(SourceControlConfigurationView.At(ModifiedAt, "/the/id/Cfg", "Cfg", Snapshot(document)).Shape(Version(version)));

    private static string Json(object shape) => JsonSerializer.Serialize(shape, shape.GetType(), ArmJson.Options);
}
