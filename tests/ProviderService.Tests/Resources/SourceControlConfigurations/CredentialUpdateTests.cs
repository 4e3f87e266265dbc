using System.Net;
using System.Text.Json.Nodes;
using Jose;
using ProviderService.Core.Secrets;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;
using ProviderService.Tests.Secrets;
using static ProviderService.Tests.Resources.SourceControlConfigurations.CredentialCluster;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>What PUTs do to credentials, at every version.</summary>
public sealed class CredentialUpdateTests(TestService service) : IClassFixture<TestService>, IDisposable
{
    private readonly ClusterKeyPair _pair = new();

    /// <summary>Ways to send no credentials; clients do all of these without meaning anything by it.</summary>
    private static readonly string[] Omissions = ["", "\"configurationProtectedSettings\":{}", "\"sshKnownHostsContents\":\"\""];

    public static TheoryData<string> Versions =>
        [.. SourceControlConfigurationType.Instance.Versions.Select(version => version.Version.ToString())];

    public static TheoryData<string> VersionsWithCredentials =>
        [.. SourceControlConfigurationType.Instance.Versions.Skip(1).Select(version => version.Version.ToString())];

    public void Dispose() => _pair.Dispose();

    [Theory]
    [MemberData(nameof(VersionsWithCredentials))]
    public async Task Protected_settings_reach_the_cluster_sealed_and_are_never_answered(string version)
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        Assert.Equal(HttpStatusCode.Created, await cluster.SupplyAsync("hunter2", version));
        Assert.Equal("{}", (await cluster.GetAsync(version))["configurationProtectedSettings"]!.ToJsonString());
        Assert.Equal("hunter2", await cluster.SecretAsync());
    }

    [Fact]
    public async Task What_is_sealed_names_its_configuration_and_incarnation()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("hunter2");
        var headers = JWT.Headers(await cluster.SealedAsync());
        Assert.Equal($"{cluster.Cluster.Configurations}/cfg".ToLowerInvariant(), headers[SealedSecrets.ConfigurationId]);
        Assert.Equal((await cluster.DocumentAsync()).Uid.ToString(), headers[SealedSecrets.ConfigurationUid]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_update_without_credentials_keeps_them_and_changes_no_meaning(string version)
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.PutAsync($$"""
            "sshKnownHostsContents":"{{SomeHosts}}","configurationProtectedSettings":{"token":"hunter2"}
            """);
        var before = await cluster.DocumentAsync();
        foreach (var omission in Omissions) Assert.Equal(HttpStatusCode.OK, await cluster.PutAsync(omission, version));
        var after = await cluster.DocumentAsync();
        Assert.Equal((before.Credentials, before.Generation), (after.Credentials, after.Generation));
        Assert.Equal(("hunter2", SomeHosts), (await cluster.SecretAsync(), await cluster.KnownHostsAsync()));
    }

    [Theory]
    [MemberData(nameof(VersionsWithCredentials))]
    public async Task What_a_get_answers_can_be_put_back_and_extends_nothing(string version)
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.PutAsync($$"""
            "sshKnownHostsContents":"{{SomeHosts}}","configurationProtectedSettings":{"token":"hunter2"}
            """);
        var before = await cluster.DocumentAsync();
        service.Time.Advance(TimeSpan.FromHours(1));
        using var response = await cluster.Cluster.PutAsync("cfg", (await cluster.GetAsync(version)).ToJsonString(), version);
        var after = await cluster.DocumentAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((before.Credentials, before.Generation), (after.Credentials, after.Generation));
    }

    [Fact]
    public async Task Protected_settings_are_replaced_whole_and_the_old_ones_deleted()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.PutAsync("\"configurationProtectedSettings\":{\"token\":\"old\",\"other\":\"x\"}");
        var old = Assert.Single(await cluster.StoredAsync()).Document.Key;
        Assert.Equal(HttpStatusCode.OK, await cluster.SupplyAsync("new"));
        Assert.Equal(["token"], _pair.Open((await cluster.SealedAsync())!).Keys);
        Assert.NotEqual(old, Assert.Single(await cluster.StoredAsync()).Document.Key);
    }

    [Fact]
    public async Task Credentials_that_are_supplied_again_raise_the_generation_the_same_ones_too()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("same");
        await cluster.SupplyAsync("same");
        Assert.Equal(2, (await cluster.DocumentAsync()).Generation);
    }

    [Fact]
    public async Task Null_removes_credentials_and_deletes_them()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.PutAsync($$"""
            "sshKnownHostsContents":"{{SomeHosts}}","configurationProtectedSettings":{"token":"hunter2"}
            """);
        await cluster.PutAsync("\"sshKnownHostsContents\":null,\"configurationProtectedSettings\":null");
        Assert.True((await cluster.DocumentAsync()).Credentials.IsEmpty);
        Assert.Null(await cluster.KnownHostsAsync());
        Assert.Empty(await cluster.StoredAsync());
    }

    [Fact]
    public async Task A_null_among_protected_settings_is_refused()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        Assert.Equal(HttpStatusCode.BadRequest, await cluster.PutAsync("\"configurationProtectedSettings\":{\"token\":null}"));
        Assert.Empty(await cluster.StoredAsync());
    }

    [Fact]
    public async Task Known_hosts_are_answered_as_they_were_given_until_they_are_replaced()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.PutAsync($"\"sshKnownHostsContents\":\"{SomeHosts}\"");
        Assert.Equal(SomeHosts, await cluster.KnownHostsAsync());
        await cluster.PutAsync($"\"sshKnownHostsContents\":\"{OtherHosts}\"");
        Assert.Equal(OtherHosts, await cluster.KnownHostsAsync());
        Assert.Single(await cluster.StoredAsync());
        Assert.Equal(2, (await cluster.DocumentAsync()).Generation);
    }

    [Fact]
    public async Task Without_a_usable_key_of_the_cluster_protected_settings_are_refused_and_nothing_is_stored()
    {
        var cluster = await TestCluster.CreateAsync(service.SignedIn());
        using var response = await cluster.PutAsync(
            "cfg", $$"""{"sshKnownHostsContents":"{{SomeHosts}}","configurationProtectedSettings":{"token":"hunter2"} }""");
        Assert.Equal((HttpStatusCode.BadRequest, "ClusterPublicKeyUnusable"), (response.StatusCode, await response.ReadErrorCodeAsync()));
        Assert.Empty(await cluster.ListAsync());
        Assert.Empty(await new CredentialCluster(service, cluster, _pair).StoredAsync());
    }

    [Theory]
    [InlineData("repositoryUrl", "https://example.com/a")]
    [InlineData("repositoryUrl", "http://example.org/a")]
    [InlineData("repositoryUrl", "https://example.org:444/a")]
    [InlineData("repositoryUrl", "https://example.org/a\\\\@evil.example")]
    [InlineData("operatorNamespace", "other")]
    [InlineData("operatorInstanceName", "other")]
    [InlineData("operatorParams", "--git-url=https://evil.example/a")]
    [InlineData("operatorParams", "--git-readonly --git-'u'rl https://evil.example/a")]
    [InlineData("sshKnownHostsContents", "IyBob3N0cwo=")]
    public async Task A_change_of_where_credentials_go_needs_them_again(string member, string value)
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("hunter2");
        var before = await cluster.DocumentAsync();
        var properties = JsonNode.Parse($"{{{Repository}}}")!.AsObject();
        properties[member] = JsonNode.Parse($"\"{value}\"");

        using var refused = await cluster.Cluster.PutAsync("cfg", properties.ToJsonString());
        var error = (await refused.ReadJsonAsync())["error"]!;
        Assert.Equal(
            (HttpStatusCode.BadRequest, "CredentialsMustBeResupplied", $"properties.{member}"),
            (refused.StatusCode, (string?)error["code"], (string?)error["target"]));
        Assert.Equal(before, await cluster.DocumentAsync());
        Assert.Single(await cluster.StoredAsync());

        properties["configurationProtectedSettings"] = new JsonObject { ["token"] = "again" };
        using var accepted = await cluster.Cluster.PutAsync("cfg", properties.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, "again"), (accepted.StatusCode, await cluster.SecretAsync()));
    }

    [Fact]
    public async Task A_change_of_where_credentials_go_is_taken_from_who_removes_them()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("hunter2");
        using var response = await cluster.Cluster.PutAsync("cfg", """{"repositoryUrl":"https://example.com/a","configurationProtectedSettings":null}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(await cluster.SecretAsync());
    }

    [Fact]
    public async Task Expired_credentials_are_guarded_like_others_since_an_agent_may_still_have_them()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("hunter2");
        service.Time.Advance(SecretRetention.Longest);
        using var response = await cluster.Cluster.PutAsync("cfg", """{"repositoryUrl":"https://example.com/a"}""");
        Assert.Equal("CredentialsMustBeResupplied", await response.ReadErrorCodeAsync());
    }

    [Fact]
    public async Task Another_path_on_the_same_server_needs_nothing_again()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("hunter2");
        using var response = await cluster.Cluster.PutAsync("cfg", """{"repositoryUrl":"https://EXAMPLE.org:443/b","operatorParams":"--git-path=x"}""");
        Assert.Equal((HttpStatusCode.OK, "hunter2"), (response.StatusCode, await cluster.SecretAsync()));
    }

    [Fact]
    public async Task Deleting_a_configuration_deletes_its_credentials()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("hunter2");
        await cluster.Cluster.DeleteAsync("cfg");
        Assert.Empty(await cluster.StoredAsync());
    }

    [Fact]
    public async Task Nothing_that_the_service_has_opens_protected_settings()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync("hunter2");
        var stored = System.Text.Encoding.UTF8.GetString(service.OpenEnvelope(Assert.Single(await cluster.StoredAsync()).Document));
        Assert.DoesNotContain("hunter2", stored, StringComparison.Ordinal);
        var parts = (await cluster.SealedAsync())!.Split('.');
        Assert.DoesNotContain("hunter2", System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[3])), StringComparison.Ordinal);
        using var other = new ClusterKeyPair();
        Assert.ThrowsAny<Exception>(() => other.Open(string.Join('.', parts)));
        Assert.Equal("hunter2", _pair.Open(string.Join('.', parts))["token"]);
    }
}
