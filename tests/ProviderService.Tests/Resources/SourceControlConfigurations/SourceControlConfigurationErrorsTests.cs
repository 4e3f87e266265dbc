using System.Net;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>What clients are told when something is missing, wrong or changed (contract, sections 4.4 and 6).</summary>
public sealed class SourceControlConfigurationErrorsTests(TestService service) : IClassFixture<TestService>
{
    private const string SomeTag = "\"00000000-0000-0000-0000-000000000000\"";

    private readonly HttpClient _client = service.SignedIn();

    [Fact]
    public async Task A_missing_configuration_is_the_providers_404()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.GetAsync("Cfg");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            """{"error":{"code":"ResourceNotFound","message":"SourceControlConfiguration with name 'Cfg' not found."}}""", await response.ReadTextAsync());
        Assert.Null(response.Header("x-ms-failure-cause"));
    }

    [Fact]
    public async Task A_name_that_nothing_can_have_is_a_missing_configuration()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.GetAsync("a%3Fb");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/cfg")]
    [InlineData("PUT", "/cfg")]
    [InlineData("DELETE", "/cfg")]
    [InlineData("GET", "")]
    public async Task Under_a_missing_cluster_the_gateway_answers(string method, string name)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var path = cluster.Configurations.Replace("/C1/", "/c2/", StringComparison.Ordinal) + name;
        using var response = await cluster.SendAsync(new HttpMethod(method), path, ConfigurationBodies.Newest, method == "PUT" ? "{}" : null);
        Assert.Equal(
            $$$"""
            {"error":{"code":"ResourceNotFound","message":"The Resource 'Microsoft.Kubernetes/connectedClusters/c2' under resource group
             '{{{cluster.GroupId.Split('/')[^1]}}}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"}}
            """.ReplaceLineEndings(""),
            await response.ReadTextAsync());
        Assert.Equal((HttpStatusCode.NotFound, "gateway"), (response.StatusCode, response.Header("x-ms-failure-cause")));
    }

    [Theory]
    [InlineData("/resourceGroups/Rg-", "/resourceGroups/other-", "ResourceGroupNotFound")]
    [InlineData("/subscriptions/0", "/subscriptions/1", "SubscriptionNotFound")]
    [InlineData("/Microsoft.Kubernetes/connectedClusters/", "/Microsoft.ContainerService/managedClusters/", "ResourceNotFound")]
    public async Task Under_a_missing_parent_of_another_kind_the_gateway_names_it(string part, string other, string code)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var path = cluster.Configurations.Replace(part, other, StringComparison.Ordinal);
        using var response = await cluster.SendAsync(HttpMethod.Put, path + "/cfg", ConfigurationBodies.Newest, "{}");
        Assert.Equal((HttpStatusCode.NotFound, code), (response.StatusCode, await response.ReadErrorCodeAsync()));
    }

    [Fact]
    public async Task All_faults_are_named_in_one_answer_whatever_their_kind()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.PutAsync(
            "under_score", """{"operatorNamespace":1,"operatorParams":"a\u0000","operatorScope":"x","repositoryUrl":"https://u:hunter2@h"}""");
        var text = await response.ReadTextAsync();
        var error = (await response.ReadJsonAsync())["error"]!;
        Assert.Equal((HttpStatusCode.BadRequest, "ValidationFailed"), (response.StatusCode, (string?)error["code"]));
        Assert.Equal(
            ["properties.operatorNamespace", "properties.operatorParams", "sourceControlConfigurationName", "properties.operatorScope", "properties.repositoryUrl"],
            error["details"]!.AsArray().Select(detail => (string?)detail!["target"]));
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_only_put_of_an_existing_configuration_fails()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        using var response = await cluster.PutAsync("cfg", headers: headers => headers.Add("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    [Theory]
    [InlineData("*")]
    [InlineData(SomeTag)]
    public async Task An_update_only_put_of_a_missing_configuration_fails(string tag)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        using var response = await cluster.PutAsync("cfg", headers: headers => headers.Add("If-Match", tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    [Fact]
    public async Task A_put_on_a_stale_entity_tag_fails_and_on_the_current_one_works()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        var stale = (await cluster.PutAsync("cfg")).Header("ETag")!;
        var current = (await cluster.PutAsync("cfg")).Header("ETag")!;
        using var refused = await cluster.PutAsync("cfg", headers: headers => headers.Add("If-Match", stale));
        using var accepted = await cluster.PutAsync("cfg", headers: headers => headers.Add("If-Match", current));
        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.OK), (refused.StatusCode, accepted.StatusCode));
    }

    [Fact]
    public async Task A_delete_on_a_stale_entity_tag_fails_and_deletes_nothing()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        using var response = await cluster.DeleteAsync("cfg", headers => headers.Add("If-Match", SomeTag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
        Assert.Single(await cluster.ListAsync());
    }
}
