using System.Net;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>The life of a configuration as clients see it (contract, section 4).</summary>
public sealed class SourceControlConfigurationEndpointsTests(TestService service) : IClassFixture<TestService>
{
    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task A_creation_answers_201_with_the_resource_and_where_it_is()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.PutAsync("Cfg", """{"repositoryUrl":"https://example.org/a"}""");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"{TestService.PublicUrl}{cluster.Configurations}/Cfg?api-version=2023-05-01", response.Header("Location"));
        Assert.Equal(
            $$$"""
            {"id":"{{{cluster.Configurations}}}/Cfg","name":"Cfg","type":"Microsoft.KubernetesConfiguration/sourceControlConfigurations",
            "properties":{"operatorNamespace":"default","provisioningState":"Succeeded","complianceStatus":{"complianceState":"Pending",
            "lastConfigApplied":"0001-01-01T00:00:00+00:00","message":"{\"OperatorMessage\":null,\"ClusterState\":null}",
            "messageLevel":"Information"},"enableHelmOperator":false,"repositoryUrl":"https://example.org/a","operatorInstanceName":"",
            "operatorType":"Flux","operatorScope":"cluster","operatorParams":"--git-readonly","sshKnownHostsContents":null,
            "configurationProtectedSettings":{},"repositoryPublicKey":""},"systemData":{"createdBy":"admin@local","createdByType":"User",
            "createdAt":"{{{Now}}}","lastModifiedBy":"admin@local","lastModifiedByType":"User","lastModifiedAt":"{{{Now}}}"}}
            """.ReplaceLineEndings(""),
            await response.ReadTextAsync());
    }

    [Fact]
    public async Task An_update_answers_200_and_keeps_when_the_resource_was_created()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var created = Now;
        await cluster.PutAsync("cfg");
        service.Time.Advance(TimeSpan.FromSeconds(1));
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Header("Location"));
        var systemData = (await response.ReadJsonAsync())["systemData"]!;
        Assert.Equal((created, Now), ((string)systemData["createdAt"]!, (string)systemData["lastModifiedAt"]!));
    }

    [Fact]
    public async Task A_get_answers_what_the_put_answered()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var put = await cluster.PutAsync("cfg", """{"operatorParams":"--git-path='a+b'"}""");
        using var get = await cluster.GetAsync("cfg");
        Assert.Equal(await put.ReadTextAsync(), await get.ReadTextAsync());
        Assert.Equal(put.Header("ETag"), get.Header("ETag"));
    }

    [Fact]
    public async Task What_the_oldest_version_wrote_the_newest_reads()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg", """{"enableHelmOperator":"true"}""", ConfigurationBodies.Oldest);
        using var response = await cluster.GetAsync("cfg");
        Assert.True((bool)(await response.ReadJsonAsync())["properties"]!["enableHelmOperator"]!);
    }

    [Fact]
    public async Task A_list_has_the_last_modified_first_and_always_a_next_link()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        foreach (var name in new[] { "b", "a", "c", "b" })
        {
            service.Time.Advance(TimeSpan.FromSeconds(1));
            await cluster.PutAsync(name);
        }

        using var response = await cluster.SendAsync(HttpMethod.Get, cluster.Configurations, ConfigurationBodies.Oldest);
        var list = await response.ReadJsonAsync();
        Assert.Equal(["b", "c", "a"], list["value"]!.AsArray().Select(item => (string?)item!["name"]));
        Assert.True(list.TryGetPropertyValue("nextLink", out var link) && link is null);
    }

    [Fact]
    public async Task A_list_without_configurations_is_empty()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.SendAsync(HttpMethod.Get, cluster.Configurations, ConfigurationBodies.Newest);
        Assert.Equal("""{"value":[],"nextLink":null}""", await response.ReadTextAsync());
    }

    [Fact]
    public async Task A_deletion_answers_200_and_the_next_one_204_without_a_body()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        using var first = await cluster.DeleteAsync("CFG");
        using var second = await cluster.DeleteAsync("cfg");
        Assert.Equal((HttpStatusCode.OK, 162), (first.StatusCode, (await first.ReadTextAsync()).Length));
        Assert.Equal((HttpStatusCode.NoContent, ""), (second.StatusCode, await second.ReadTextAsync()));
    }

    [Fact]
    public async Task A_creation_after_a_deletion_is_a_new_one()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        await cluster.DeleteAsync("cfg");
        service.Time.Advance(TimeSpan.FromSeconds(9));
        using var response = await cluster.PutAsync("cfg");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(Now, (string?)(await response.ReadJsonAsync())["systemData"]!["createdAt"]);
    }

    [Fact]
    public async Task Ids_compare_without_case_and_are_answered_in_the_callers_spelling()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("Cfg");
        var path = cluster.Configurations.ToUpperInvariant();
        using var one = await cluster.SendAsync(HttpMethod.Get, $"{path}/cFG", ConfigurationBodies.Newest);
        using var list = await cluster.SendAsync(HttpMethod.Get, path, ConfigurationBodies.Newest);
        Assert.Equal($"{path}/cFG", (string?)(await one.ReadJsonAsync())["id"]);
        Assert.Equal($"{path}/Cfg", (string?)(await list.ReadJsonAsync())["value"]![0]!["id"]);
    }

    [Fact]
    public async Task Doubled_slashes_count_as_one()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.SendAsync(HttpMethod.Put, $"{cluster.Id}/providers/Microsoft.KubernetesConfiguration//sourceControlConfigurations/cfg", ConfigurationBodies.Newest, "{}");
        Assert.Equal($"{cluster.Configurations}/cfg", (string?)(await response.ReadJsonAsync())["id"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Every_answer_of_the_provider_names_the_versions_it_supports(string method)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.SendAsync(new HttpMethod(method), $"{cluster.Configurations}/cfg", ConfigurationBodies.Newest, method == "PUT" ? "{}" : null);
        Assert.Equal(
            "2019-11-01-Preview, 2020-07-01-Preview, 2020-10-01-Preview, 2021-03-01, 2021-05-01-preview, 2022-03-01, 2022-07-01, 2022-11-01, 2023-05-01",
            response.Header("api-supported-versions"));
    }

    [Fact]
    public async Task Concurrent_puts_of_one_name_make_one_configuration()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => cluster.PutAsync("cfg")));
        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
    }

    private string Now => service.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", System.Globalization.CultureInfo.InvariantCulture);
}
