using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Agents;

public sealed class DesiredStateEndpointTests(TestService service) : AgentTests(service), IClassFixture<TestService>
{
    private static readonly string Hosts = Convert.ToBase64String(Encoding.UTF8.GetBytes("# hosts\n"));

    [Fact]
    public async Task A_cluster_without_configurations_has_an_empty_state()
    {
        var (state, _) = await ReadAsync();
        Assert.Empty(state["configurations"]!.AsArray());
        Assert.Equal(Agent.Cluster.Id, (string?)state["cluster"]!["id"]);
        Assert.True(Guid.TryParse((string?)state["cluster"]!["uid"], out _));
    }

    [Fact]
    public async Task The_state_has_all_that_an_operator_needs_in_this_order()
    {
        await PutAsync("cfg", $$"""
            "repositoryUrl":"git@example.org:a/b.git","operatorNamespace":"ns","operatorInstanceName":"inst","operatorScope":"Namespace",
            "operatorParams":"--git-branch=<main>","enableHelmOperator":true,"helmOperatorProperties":{"chartVersion":"1.4","chartValues":"a=b"},
            "sshKnownHostsContents":"{{Hosts}}"
            """);
        var (state, _) = await ReadAsync();
        var item = state["configurations"]![0]!.AsObject();
        var expires = Service.Time.GetUtcNow().AddHours(48).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
        var id = $"{Agent.Cluster.Id}/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/cfg";
        Assert.Equal(
            $$$"""
            {"id":"{{{id}}}","name":"cfg","uid":"{{{item["uid"]}}}","generation":1,"repositoryUrl":"git@example.org:a/b.git","operatorNamespace":"ns",
            "operatorInstanceName":"inst","operatorScope":"Namespace","operatorParams":"--git-readonly --git-branch=<main>","enableHelmOperator":true,
            "helmOperatorProperties":{"chartVersion":"1.4","chartValues":"a=b"},
            "sshKnownHosts":{"state":"present","contents":"{{{Hosts}}}","expiresAt":"{{{expires}}}"},
            "protectedSettings":{"state":"none","sealed":null,"expiresAt":null}}
            """.ReplaceLineEndings(""),
            item.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Protected_settings_come_sealed_to_the_cluster()
    {
        await PutAsync("cfg", """
            "repositoryUrl":"https://example.org/a","configurationProtectedSettings":{"httpsUser":"dXNlcg==","httpsKey":"a2V5"}
            """);
        var (state, _) = await ReadAsync();
        var settings = state["configurations"]![0]!["protectedSettings"]!;
        Assert.Equal("present", (string?)settings["state"]);
        Assert.Equal("a2V5", Pair.Open((string)settings["sealed"]!)["httpsKey"]);
    }

    [Fact]
    public async Task Ids_have_the_spelling_of_the_request()
    {
        await PutAsync("cfg");
        using var response = await Agent.GetAsync(path: Agent.DesiredState.ToUpperInvariant());
        var state = await response.ReadJsonAsync();
        Assert.Equal(Agent.Cluster.Id.ToUpperInvariant(), (string?)state["cluster"]!["id"]);
        Assert.StartsWith(Agent.Cluster.Id.ToUpperInvariant() + "/", (string?)state["configurations"]![0]!["id"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configurations_are_sorted_by_name()
    {
        foreach (var name in new[] { "b", "c", "a" }) await PutAsync(name);
        var (state, _) = await ReadAsync();
        Assert.Equal(["a", "b", "c"], state["configurations"]!.AsArray().Select(item => (string?)item!["name"]));
    }

    [Fact]
    public async Task The_entity_tag_is_weak_and_the_same_for_the_same_state()
    {
        await PutAsync("cfg");
        var (_, first) = await ReadAsync();
        var (_, second) = await ReadAsync();
        Assert.StartsWith("W/\"", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("*")]
    public async Task An_agent_that_has_the_state_is_told_so(string header)
    {
        await PutAsync("cfg");
        var (_, etag) = await ReadAsync();
        using var response = await Agent.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, header, etag));
        Assert.Equal((HttpStatusCode.NotModified, etag, ""), (response.StatusCode, response.Header("ETag"), await response.ReadTextAsync()));
    }

    [Theory]
    [InlineData("W/\"other\"")]
    [InlineData("no tag")]
    public async Task An_agent_that_has_another_state_gets_this_one(string header)
    {
        using var response = await Agent.GetAsync(header);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Entity_tags_compare_weakly()
    {
        var (_, etag) = await ReadAsync();
        using var response = await Agent.GetAsync(etag["W/".Length..]);
        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task A_change_of_meaning_changes_the_entity_tag()
    {
        await PutAsync("cfg");
        var (_, before) = await ReadAsync();
        await PutAsync("cfg", "\"repositoryUrl\":\"https://example.org/b\"");
        var (state, after) = await ReadAsync();
        Assert.NotEqual(before, after);
        Assert.Equal(2, (long)state["configurations"]![0]!["generation"]!);
    }

    [Fact]
    public async Task A_write_that_changes_no_meaning_keeps_the_entity_tag()
    {
        await PutAsync("cfg");
        var (_, before) = await ReadAsync();
        await PutAsync("cfg");
        Assert.Equal(before, (await ReadAsync()).ETag);
    }

    [Fact]
    public async Task A_configuration_that_is_made_again_changes_the_entity_tag()
    {
        await PutAsync("cfg");
        var (_, before) = await ReadAsync();
        (await Agent.Cluster.DeleteAsync("cfg")).EnsureSuccessStatusCode();
        await PutAsync("cfg");
        Assert.NotEqual(before, (await ReadAsync()).ETag);
    }

    [Fact]
    public async Task A_cluster_that_is_made_again_has_another_uid_and_nothing_in_it()
    {
        await PutAsync("cfg");
        var (before, etag) = await ReadAsync();
        await Agent.Cluster.DeleteAsync();
        await Service.SweepAsync();
        await Agent.Cluster.CreateAgainAsync(Pair.PublicKey);
        var (state, after) = await ReadAsync();
        Assert.NotEqual(etag, after);
        Assert.NotEqual((string?)before["cluster"]!["uid"], (string?)state["cluster"]!["uid"]);
        Assert.Empty(state["configurations"]!.AsArray());
    }

    [Fact]
    public async Task Another_key_of_the_cluster_changes_the_entity_tag()
    {
        var (_, before) = await ReadAsync();
        using var other = new ClusterKeyPair();
        await Agent.Cluster.CreateAgainAsync(other.PublicKey);
        using var agent = new TestAgent(Service.Time, Service.CreateClient(), Agent.Cluster, other);
        using var response = await agent.GetAsync(before);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Expiry_changes_the_state_of_secrets_and_not_the_entity_tag()
    {
        await PutAsync("cfg", $$"""
            "repositoryUrl":"git@example.org:a/b.git","sshKnownHostsContents":"{{Hosts}}","configurationProtectedSettings":{"token":"secret"}
            """);
        var (_, before) = await ReadAsync();
        Service.Time.Advance(TimeSpan.FromHours(48));
        var (state, after) = await ReadAsync();
        var item = state["configurations"]![0]!;
        Assert.Equal(before, after);
        Assert.Equal(("expired", null), ((string?)item["sshKnownHosts"]!["state"], (string?)item["sshKnownHosts"]!["contents"]));
        Assert.Equal(("expired", null), ((string?)item["protectedSettings"]!["state"], (string?)item["protectedSettings"]!["sealed"]));
    }

    [Fact]
    public async Task A_cluster_that_is_gone_is_not_answered_as_empty()
    {
        await PutAsync("cfg");
        using var late = await TestAgent.CreateAsync(Service, Pair);
        await late.Cluster.DeleteAsync();
        await Service.SweepAsync();
        using var response = await late.GetAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private async Task PutAsync(string name, string properties = "\"repositoryUrl\":\"https://example.org/a\"")
    {
        using var response = await Agent.Cluster.PutAsync(name, $"{{{properties}}}");
        Assert.True(response.IsSuccessStatusCode, await response.ReadTextAsync());
    }

    private async Task<(JsonObject State, string ETag)> ReadAsync()
    {
        using var response = await Agent.GetAsync();
        Assert.Equal("application/json; charset=utf-8", response.EnsureSuccessStatusCode().Header("Content-Type"));
        return (await response.ReadJsonAsync(), response.Header("ETag")!);
    }
}
