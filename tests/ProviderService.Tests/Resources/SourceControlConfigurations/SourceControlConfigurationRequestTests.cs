using ProviderService.Core.Arm;
using ProviderService.Resources.SourceControlConfigurations;
using static ProviderService.Tests.Resources.SourceControlConfigurations.ConfigurationBodies;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>The normalisation of a PUT (contract, section 4.3).</summary>
public sealed class SourceControlConfigurationRequestTests
{
    private static readonly SourceControlConfigurationSettings Defaults = new()
    {
        OperatorNamespace = "default",
        OperatorInstanceName = "",
        OperatorType = "Flux",
        OperatorScope = "cluster",
        OperatorParams = "--git-readonly",
        EnableHelmOperator = false,
    };

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"properties":null}""")]
    [InlineData("""{"properties":{}}""")]
    [InlineData("""{"properties":{"repositoryUrl":null,"operatorNamespace":null,"operatorInstanceName":null,"operatorType":null,"operatorScope":null,"operatorParams":null,"enableHelmOperator":null,"helmOperatorProperties":null,"sshKnownHostsContents":null,"configurationProtectedSettings":null}}""")]
    public void What_is_absent_or_null_gets_its_default(string body) => Assert.Equal(Defaults, ReadBody(body).ApplyTo(null));

    [Theory]
    [InlineData("flux")]
    [InlineData("FLUX")]
    public void The_operator_type_is_spelled_Flux_whatever_the_caller_wrote(string type) =>
        Assert.Equal("Flux", Settings($$"""{"operatorType":"{{type}}"}""").OperatorType);

    [Fact]
    public void The_operator_scope_keeps_the_callers_spelling() =>
        Assert.Equal("Namespace", Settings("""{"operatorScope":"Namespace"}""").OperatorScope);

    [Fact]
    public void Names_and_namespaces_keep_the_callers_spelling() => Assert.Equal(
        Defaults with { OperatorNamespace = "Ns-A", OperatorInstanceName = "Inst-A" },
        Settings("""{"operatorNamespace":"Ns-A","operatorInstanceName":"Inst-A"}"""));

    [Fact]
    public void The_operator_parameters_are_normalised() =>
        Assert.Equal("--git-readonly --git-path=a", Settings("""{"operatorParams":" --git-path=a "}""").OperatorParams);

    [Theory]
    [InlineData("htps://example.org")]
    [InlineData("https://server.git")]
    [InlineData("git@example.org:team/repo.git")]
    public void Any_repository_url_is_taken_as_it_is(string url) =>
        Assert.Equal(url, Settings($$"""{"repositoryUrl":"{{url}}"}""").RepositoryUrl);

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"false\"", false)]
    [InlineData("false", false)]
    public void The_helm_operator_is_enabled_by_a_boolean_or_its_name(string json, bool expected) =>
        Assert.Equal(expected, Settings($$"""{"enableHelmOperator":{{json}}}""").EnableHelmOperator);

    [Theory]
    [InlineData("""{"chartVersion":"1.2.0","chartValues":"--set a=b"}""", "1.2.0", "--set a=b")]
    [InlineData("""{"chartVersion":"","chartValues":null}""", "", null)]
    [InlineData("{}", null, null)]
    public void The_chart_is_kept_as_it_was_given(string helm, string? version, string? values) => Assert.Equal(
        new HelmOperatorProperties(version, values),
        Settings($$"""{"enableHelmOperator":true,"helmOperatorProperties":{{helm}}}""").HelmOperatorProperties);

    [Fact]
    public void The_chart_is_dropped_while_the_helm_operator_is_off() =>
        Assert.Null(Settings("""{"enableHelmOperator":false,"helmOperatorProperties":{"chartVersion":"1.2.0"}}""").HelmOperatorProperties);

    [Fact]
    public void Empty_known_hosts_stay_empty() => Assert.Equal("", Settings("""{"sshKnownHostsContents":""}""").SshKnownHostsContents);

    [Fact]
    public void Member_names_are_read_in_any_case() =>
        Assert.Equal("ns", ReadBody("""{"Properties":{"OPERATORNAMESPACE":"ns"}}""").OperatorNamespace);

    [Fact]
    public void Read_only_and_unknown_members_are_ignored()
    {
        var faults = new Faults();
        ReadBody(
            """{"id":1,"name":[],"type":{},"systemData":"x","location":"eastus","properties":{"provisioningState":1,"complianceStatus":"x","repositoryPublicKey":2,"configKind":{},"other":3}}""",
            faults: faults);
        Assert.Empty(faults.Errors);
    }

    [Fact]
    public void All_wrong_types_are_named_at_once()
    {
        var faults = new Faults();
        Read(
            """{"repositoryUrl":1,"operatorParams":[],"enableHelmOperator":"perhaps","helmOperatorProperties":{"chartVersion":12},"sshKnownHostsContents":{},"configurationProtectedSettings":{"a":null}}""",
            faults: faults);
        Assert.Equal(
            [
                "properties.repositoryUrl", "properties.operatorParams", "properties.enableHelmOperator",
                "properties.helmOperatorProperties.chartVersion", "properties.sshKnownHostsContents", "properties.configurationProtectedSettings",
            ],
            faults.Errors.Select(error => error.Target));
    }

    [Theory]
    [InlineData("repositoryUrl")]
    [InlineData("operatorNamespace")]
    [InlineData("operatorInstanceName")]
    [InlineData("operatorType")]
    [InlineData("operatorScope")]
    [InlineData("operatorParams")]
    public void Control_characters_are_a_fault(string member)
    {
        var faults = new Faults();
        Read($$"""{"{{member}}":"a\u0007b"}""", faults: faults);
        Assert.Equal($"properties.{member}", Assert.Single(faults.Errors).Target);
    }

    [Fact]
    public void The_oldest_version_has_no_credentials() => Assert.Same(
        SuppliedCredentials.Unknown, Read("""{"sshKnownHostsContents":"x","configurationProtectedSettings":{"a":"b"}}""", Oldest).Credentials);

    [Theory]
    [InlineData("{}", CredentialChange.Keep, CredentialChange.Keep)]
    [InlineData("""{"sshKnownHostsContents":"","configurationProtectedSettings":{}}""", CredentialChange.Keep, CredentialChange.Keep)]
    [InlineData("""{"sshKnownHostsContents":null,"configurationProtectedSettings":null}""", CredentialChange.Remove, CredentialChange.Remove)]
    [InlineData("""{"sshKnownHostsContents":"x"}""", CredentialChange.Replace, CredentialChange.Keep)]
    [InlineData("""{"configurationProtectedSettings":{"a":""}}""", CredentialChange.Keep, CredentialChange.Replace)]
    internal void Absent_and_empty_credentials_stay_and_null_ones_go(string properties, CredentialChange knownHosts, CredentialChange protectedSettings)
    {
        var credentials = Read(properties).Credentials;
        Assert.Equal((knownHosts, protectedSettings), (credentials.SshKnownHostsChange, credentials.ProtectedSettingsChange));
    }

    [Fact]
    public void The_oldest_version_leaves_known_hosts_as_they_are() =>
        Assert.Equal("", Settings("{}", Oldest, Defaults with { SshKnownHostsContents = "" }).SshKnownHostsContents);
}
