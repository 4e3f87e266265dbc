using System.Text;
using FluentValidation.Results;
using ProviderService.Resources.SourceControlConfigurations;
using static ProviderService.Tests.Resources.SourceControlConfigurations.ConfigurationBodies;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>What is refused, and what must not be: the hosted service takes more than its clients send (contract, sections 4.3 and 7).</summary>
public sealed class SourceControlConfigurationValidatorTests
{
    private const string KnownHosts = "properties.sshKnownHostsContents";
    private const string ProtectedSettings = "properties.configurationProtectedSettings";

    private static readonly string PrivateKey = Encode("-----BEGIN OPENSSH PRIVATE KEY-----\nAAECAwQF\n-----END OPENSSH PRIVATE KEY-----\n");

    [Theory]
    [InlineData("a")]
    [InlineData("cliTestConfig0505A")]
    [InlineData("-a-")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890ab")]
    public void A_name_has_1_to_63_letters_digits_and_hyphens_in_any_case(string name) => Assert.Empty(Failures(Read("{}", name: name)));

    [Theory]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890abc")]
    [InlineData("a.b")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a?b")]
    public void Any_other_name_is_refused(string name) => AssertRefused("sourceControlConfigurationName", Read("{}", name: name));

    [Theory]
    [InlineData("Flux")]
    [InlineData("flux")]
    public void The_operator_type_is_accepted_in_any_case(string type) => Assert.Empty(Failures(Read($$"""{"operatorType":"{{type}}"}""")));

    [Theory]
    [InlineData("")]
    [InlineData("Helm")]
    public void Another_operator_type_is_refused(string type) => AssertRefused("properties.operatorType", Read($$"""{"operatorType":"{{type}}"}"""));

    [Theory]
    [InlineData("cluster")]
    [InlineData("Namespace")]
    public void The_operator_scope_is_accepted_in_any_case(string scope) => Assert.Empty(Failures(Read($$"""{"operatorScope":"{{scope}}"}""")));

    [Theory]
    [InlineData("")]
    [InlineData("namespaces")]
    public void Another_operator_scope_is_refused(string scope) => AssertRefused("properties.operatorScope", Read($$"""{"operatorScope":"{{scope}}"}"""));

    [Fact]
    public void A_password_in_the_repository_url_is_refused_in_favour_of_protected_settings()
    {
        var failure = Assert.Single(Failures(Read("""{"repositoryUrl":"https://user:hunter2@example.org/repo.git"}""")));
        Assert.Equal("properties.repositoryUrl", failure.PropertyName);
        Assert.Contains(ProtectedSettings, failure.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"operatorNamespace":"A namespace, longer than any client would send","operatorInstanceName":"Mixed Case"}""")]
    [InlineData("""{"repositoryUrl":"htps://example.org"}""")]
    [InlineData("""{"repositoryUrl":"https://example.org/a","configurationProtectedSettings":{"httpsUser":"dXNlcg=="}}""")]
    [InlineData("""{"operatorParams":"--no-such-flag"}""")]
    public void Rules_that_only_clients_have_are_not_enforced(string properties) => Assert.Empty(Failures(Read(properties)));

    [Fact]
    public void An_ssh_key_for_an_https_repository_is_accepted() => Assert.Empty(Failures(Read(
        $$$"""{"repositoryUrl":"https://example.org/a","configurationProtectedSettings":{"sshPrivateKey":"{{{PrivateKey}}}"}}""")));

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"IyBubyBob3N0cwo=\"")]
    public void Known_hosts_may_be_absent_or_empty_or_base64_of_a_file(string json) =>
        Assert.Empty(Failures(Read($$"""{"sshKnownHostsContents":{{json}}}""")));

    [Theory]
    [InlineData("example.org")]
    [InlineData("bm90IGEga25vd25faG9zdHMgZmlsZQ==")]
    public void Other_known_hosts_are_refused(string value) => AssertRefused(KnownHosts, Read($$"""{"sshKnownHostsContents":"{{value}}"}"""));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"dummyArg":"anything at all","sshprivatekey":"as well"}""")]
    [InlineData("""{"httpsUser":"","httpsKey":"cGFzcw=="}""")]
    public void Protected_settings_take_any_name_and_mind_only_the_values_of_three(string json) =>
        Assert.Empty(Failures(Read($$"""{"configurationProtectedSettings":{{json}}}""")));

    [Theory]
    [InlineData("sshPrivateKey", "c2VjcmV0")]
    [InlineData("sshPrivateKey", "c2VjcmV")]
    [InlineData("httpsUser", "s3cret")]
    [InlineData("httpsKey", "s3cret")]
    public void A_secret_that_does_not_decode_is_refused_without_repeating_it(string name, string value)
    {
        var failure = AssertRefused($"{ProtectedSettings}.{name}", Read($$$"""{"configurationProtectedSettings":{"{{{name}}}":"{{{value}}}"}}"""));
        Assert.DoesNotContain(value, failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_named_at_once() => Assert.Equal(
        ["sourceControlConfigurationName", "properties.operatorType", "properties.operatorScope", "properties.repositoryUrl", KnownHosts, $"{ProtectedSettings}.httpsKey"],
        Failures(Read(
            """{"operatorType":"x","operatorScope":"x","repositoryUrl":"https://u:p@h","sshKnownHostsContents":"?","configurationProtectedSettings":{"httpsKey":"?"}}""",
            name: "?")).Select(failure => failure.PropertyName));

    private static ValidationFailure AssertRefused(string target, SourceControlConfigurationRequest request)
    {
        var failure = Assert.Single(Failures(request));
        Assert.Equal(target, failure.PropertyName);
        return failure;
    }

    private static List<ValidationFailure> Failures(SourceControlConfigurationRequest request) =>
        new SourceControlConfigurationValidator().Validate(request).Errors;

    private static string Encode(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
