using System.Text.Json.Nodes;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>The compliance status of a cluster whose agent never comes.</summary>
public sealed class SourceControlConfigurationComplianceTests(TestService service) : IClassFixture<TestService>
{
    private readonly HttpClient _client = service.SignedIn();

    [Theory]
    [InlineData(47, "Pending")]
    [InlineData(48, "Failed")]
    public async Task A_configuration_fails_48_hours_after_its_creation(int hours, string expected)
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        service.Time.Advance(TimeSpan.FromHours(hours));
        Assert.Equal(expected, StateOf(Assert.Single(await cluster.ListAsync())!));
    }

    [Fact]
    public async Task An_update_that_changes_meaning_waits_again()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        service.Time.Advance(TimeSpan.FromHours(48));
        Assert.Equal("Pending", await StateAfterPutAsync(cluster, """{"operatorParams":"--git-branch=b"}"""));
    }

    [Fact]
    public async Task An_update_that_changes_no_meaning_does_not()
    {
        var cluster = await TestCluster.CreateAsync(_client);
        await cluster.PutAsync("cfg");
        service.Time.Advance(TimeSpan.FromHours(48));
        Assert.Equal("Failed", await StateAfterPutAsync(cluster, """{"operatorParams":" --git-readonly "}"""));
    }

    private static async Task<string> StateAfterPutAsync(TestCluster cluster, string properties)
    {
        using var response = await cluster.PutAsync("cfg", properties);
        return StateOf(await response.ReadJsonAsync());
    }

    private static string StateOf(JsonNode configuration) => (string)configuration["properties"]!["complianceStatus"]!["complianceState"]!;
}
