using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class CredentialAuditTests : IAsyncLifetime
{
    private const string ProtectedSettings = "configurationProtectedSettings";
    private const string SshKnownHosts = "sshKnownHostsContents";

    private readonly TestService _service = new();
    private readonly ClusterKeyPair _pair = new();
    private CredentialCluster? _cluster;

    private CredentialCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await CredentialCluster.CreateAsync(_service, _pair);

    public async ValueTask DisposeAsync()
    {
        _pair.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task What_a_creation_supplies_is_recorded_without_its_content()
    {
        await Cluster.PutAsync($$"""
            "configurationProtectedSettings":{"token":"marker-1"},"sshKnownHostsContents":"{{CredentialCluster.SomeHosts}}"
            """);
        AssertDetails((ProtectedSettings, "supplied"), (SshKnownHosts, "supplied"));
        Assert.DoesNotContain("marker-1", _service.Audit()[^1].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_update_keeps_is_recorded_as_kept()
    {
        await Cluster.SupplyAsync("first");
        await Cluster.PutAsync("");
        AssertDetails((ProtectedSettings, "kept"));
    }

    [Fact]
    public async Task What_an_update_replaces_is_recorded_as_replaced()
    {
        await Cluster.SupplyAsync("first");
        await Cluster.SupplyAsync("second");
        AssertDetails((ProtectedSettings, "replaced"));
    }

    [Fact]
    public async Task What_an_update_removes_is_recorded_as_removed()
    {
        await Cluster.SupplyAsync("first");
        await Cluster.PutAsync("\"configurationProtectedSettings\":null");
        AssertDetails((ProtectedSettings, "removed"));
    }

    [Fact]
    public async Task What_goes_with_its_configuration_is_recorded_as_removed()
    {
        await Cluster.SupplyAsync("first");
        await Cluster.Cluster.DeleteAsync("cfg");
        AssertDetails((ProtectedSettings, "removed"));
    }

    [Fact]
    public async Task What_was_sent_with_a_request_that_is_refused_is_recorded_as_refused()
    {
        await Cluster.PutAsync("\"operatorType\":\"Helm\",\"configurationProtectedSettings\":{\"token\":\"first\"}");
        AssertDetails((ProtectedSettings, "refused"));
    }

    [Fact]
    public async Task What_was_sent_with_a_request_that_failed_is_not_known()
    {
        _service.Interception.Matches = key => key.Id == "configuration:cfg";
        _service.Interception.BeforeWrite = () => throw new InvalidOperationException("the store broke");
        await Cluster.SupplyAsync("first");
        AssertDetails((ProtectedSettings, "unknown"));
    }

    [Fact]
    public async Task A_configuration_without_credentials_has_nothing_to_record()
    {
        await Cluster.PutAsync("");
        Assert.Null(_service.Audit()[^1]["details"]);
    }

    private void AssertDetails(params (string Name, string Value)[] expected) =>
        Assert.Equal(expected, Assert.IsType<JsonObject>(_service.Audit()[^1]["details"]).Select(detail => (detail.Key, (string)detail.Value!)));
}
