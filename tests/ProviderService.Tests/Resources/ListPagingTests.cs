using System.Net;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;

namespace ProviderService.Tests.Resources;

/// <summary>The lists that can be long, page by page through the service.</summary>
public sealed class ListPagingTests(TestService service) : IClassFixture<TestService>, IAsyncLifetime
{
    private const string Clusters = "providers/Microsoft.Kubernetes/connectedClusters";
    private const string Body = """{"location":"eastus","identity":{"type":"SystemAssigned"},"properties":{"agentPublicKeyCertificate":"MA=="}}""";

    private readonly HttpClient _client = service.SignedIn();
    private string _group = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _group = (await TestCluster.CreateAsync(_client)).GroupId;
        for (var i = 2; i <= 5; i++) await PutClusterAsync($"{_group}/{Clusters}/C{i}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(Clusters, "2021-10-01")]
    [InlineData("resources", "2021-04-01")]
    public async Task A_group_lists_its_clusters_page_by_page(string list, string version)
    {
        var pages = await ReadAllAsync($"{_group}/{list}", version + "&$top=2");
        Assert.Equal([2, 2, 1], pages.Select(page => page.Count));
        Assert.Equal(["C1", "C2", "C3", "C4", "C5"], pages.SelectMany(NamesInGroup).Order());
    }

    [Theory]
    [InlineData(Clusters, "2024-01-01")]
    [InlineData("resources", "2022-09-01")]
    public async Task A_subscription_lists_all_clusters_page_by_page(string list, string version)
    {
        var pages = await ReadAllAsync($"{TestService.Subscription}/{list}", version + "&$top=2");
        Assert.All(pages, page => Assert.InRange(page.Count, 1, 2));
        Assert.Equal(["C1", "C2", "C3", "C4", "C5"], pages.SelectMany(NamesInGroup).Order());
    }

    [Fact]
    public async Task A_subscription_lists_its_groups_page_by_page()
    {
        for (var i = 0; i < 3; i++) await PutGroupAsync($"paged-{i}");
        var pages = await ReadAllAsync($"{TestService.Subscription}/resourcegroups", "2021-04-01&$top=2");
        Assert.All(pages, page => Assert.InRange(page.Count, 1, 2));
        Assert.Equal(["paged-0", "paged-1", "paged-2"], pages.SelectMany(Names).Where(name => name.StartsWith("paged-", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Groups_can_be_asked_for_by_tag()
    {
        await PutGroupAsync("blue", "blue");
        await PutGroupAsync("red", "red");
        var pages = await ReadAllAsync($"{TestService.Subscription}/resourcegroups", "2021-04-01&$filter=tagName eq 'colour' and tagValue eq 'red'");
        Assert.Equal(["red"], pages.SelectMany(Names));
    }

    [Fact]
    public async Task A_list_without_end_in_sight_has_no_link_when_it_ends()
    {
        using var response = await _client.CallAsync(HttpMethod.Get, $"{_group}/{Clusters}", "2021-10-01");
        Assert.False((await response.ReadJsonAsync()).ContainsKey("nextLink"));
    }

    [Fact]
    public async Task A_link_is_absolute_and_goes_on_in_the_callers_own_words()
    {
        var link = await LinkAsync($"{_group.ToUpperInvariant()}/{Clusters}", "2021-10-01&$top=2");
        Assert.StartsWith($"{TestService.PublicUrl}{_group.ToUpperInvariant()}/{Clusters}?api-version=2021-10-01&$top=2&$skipToken=", link, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{group}/" + Clusters, "2021-10-01", "{subscription}/" + Clusters, "2021-10-01")]
    [InlineData("{group}/" + Clusters, "2021-10-01", "{group}/resources", "2021-04-01")]
    [InlineData("{group}/" + Clusters, "2021-10-01", "{group}/" + Clusters, "2024-01-01")]
    [InlineData("{group}/resources", "2021-04-01", "{group}/resources", "2022-09-01")]
    public async Task A_link_to_one_list_does_not_go_on_in_another(string path, string version, string otherPath, string otherVersion)
    {
        var link = await LinkAsync(PathOf(path), version + "&$top=2");
        var token = link[link.IndexOf("&$skipToken", StringComparison.Ordinal)..];
        using var response = await _client.CallAsync(HttpMethod.Get, PathOf(otherPath), $"{otherVersion}&$top=2{token}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("InvalidSkipToken", await response.ReadErrorCodeAsync());
    }

    [Fact]
    public async Task What_is_there_throughout_is_listed_once_while_others_come_and_go()
    {
        var (seen, link) = await FirstPageAsync($"{_group}/{Clusters}", "2021-10-01&$top=2");
        await PutClusterAsync($"{_group}/{Clusters}/C0");
        await PutClusterAsync($"{_group}/{Clusters}/C1a");
        (await _client.CallAsync(HttpMethod.Delete, $"{_group}/{Clusters}/{seen[^1]}", "2021-10-01")).Dispose();
        await service.SweepAsync();
        var all = seen.Concat((await FollowAsync(link)).SelectMany(Names)).Except(["C0", "C1a"]);
        Assert.Equal(["C1", "C2", "C3", "C4", "C5"], all.Order());
    }

    [Fact]
    public async Task A_cluster_of_a_group_that_is_gone_is_on_no_page()
    {
        (await _client.CallAsync(HttpMethod.Delete, _group, "2021-04-01")).Dispose();
        Assert.Empty((await ReadAllAsync($"{TestService.Subscription}/resources", "2021-04-01")).SelectMany(NamesInGroup));
    }

    private string PathOf(string template) =>
        template.Replace("{group}", _group, StringComparison.Ordinal).Replace("{subscription}", TestService.Subscription, StringComparison.Ordinal);

    private async Task PutClusterAsync(string id)
    {
        using var response = await _client.CallAsync(HttpMethod.Put, id, "2021-10-01", Body);
        response.EnsureSuccessStatusCode();
    }

    private async Task PutGroupAsync(string name, string colour = "none")
    {
        using var response = await _client.CallAsync(
            HttpMethod.Put, $"{TestService.Subscription}/resourcegroups/{name}", "2021-04-01", $$$"""{"location":"eastus","tags":{"colour":"{{{colour}}}"}}""");
        response.EnsureSuccessStatusCode();
    }

    private async Task<string> LinkAsync(string path, string version) => (await FirstPageAsync(path, version)).Link;

    private async Task<(List<string> Names, string Link)> FirstPageAsync(string path, string version)
    {
        using var response = await _client.CallAsync(HttpMethod.Get, path, version);
        var page = await response.ReadJsonAsync();
        return ([.. Names(page["value"]!.AsArray().Select(item => (string)item!["id"]!))], (string)page["nextLink"]!);
    }

    private Task<List<List<string>>> ReadAllAsync(string path, string version) => FollowAsync($"{path}?api-version={version}");

    /// <summary>The ids on each page from a link on.</summary>
    private async Task<List<List<string>>> FollowAsync(string link)
    {
        var pages = new List<List<string>>();
        for (string? next = link; next is not null;)
        {
            using var response = await _client.GetAsync(next.Replace(TestService.PublicUrl, "", StringComparison.Ordinal), Cancellation);
            var page = await response.EnsureSuccessStatusCode().ReadJsonAsync();
            pages.Add([.. page["value"]!.AsArray().Select(item => (string)item!["id"]!)]);
            next = (string?)page["nextLink"];
        }

        return pages;
    }

    private IEnumerable<string> NamesInGroup(IEnumerable<string> ids) => Names(ids.Where(id => id.StartsWith(_group, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Names(IEnumerable<string> ids) => ids.Select(id => id[(id.LastIndexOf('/') + 1)..]);
}
