using System.Net;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

/// <summary>A parent that is deleted with all its configurations, and created again.</summary>
/// <param name="path">What is deleted.</param>
/// <param name="body">What it is created with.</param>
/// <param name="group">The resource group that is, or contains, the parent.</param>
/// <param name="clusters">The clusters that are, or are in, the parent.</param>
/// <param name="configurations">How many configurations each of them has.</param>
internal sealed class DoomedParent(string path, JsonObject body, string group, IReadOnlyList<string> clusters, int configurations)
{
    private string _operation = "";

    public static DoomedParent Cluster(string group, string cluster, int configurations) =>
        new(Arm.Cluster(group, cluster), Arm.ClusterBody(), group, [cluster], configurations);

    public static DoomedParent Group(string group, IReadOnlyList<string> clusters, int configurations) =>
        new(Arm.Group(group), Arm.GroupBody(), group, clusters, configurations);

    private IEnumerable<string> Configurations =>
        clusters.SelectMany(cluster => Enumerable.Range(0, configurations).Select(number => Arm.Configuration(group, cluster, $"old{number}")));

    /// <summary>Creates everything; no configuration may be there yet.</summary>
    public async Task FillAsync(HttpClient client)
    {
        await client.SetUpAsync(Arm.Group(group), Arm.GroupBody());
        foreach (var cluster in clusters) await client.SetUpAsync(Arm.Cluster(group, cluster), Arm.ClusterBody());
        await Parallel.ForEachAsync(
            Configurations, async (configuration, _) => Assert.Equal(HttpStatusCode.Created, await PutAsync(client, configuration, Content)));
    }

    /// <summary>Starts the deletion, which is acknowledged at once.</summary>
    public async Task DeleteAsync(HttpClient client)
    {
        using var answer = await client.DeleteAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        _operation = answer.Headers.Location!.PathAndQuery;
    }

    /// <summary>Whether the deletion is over.</summary>
    public async Task<bool> IsGoneAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(_operation, TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.Accepted) return false;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        // A group's operation answers nothing but its status code.
        if (text.Length > 0) Assert.Contains("\"status\":\"Succeeded\"", text, StringComparison.Ordinal);
        return true;
    }

    /// <summary>Creates more configurations, as long as the connection holds; most of them come too late.</summary>
    public async Task WriteLateAsync(HttpClient client)
    {
        try
        {
            for (var number = 0; ; number++) await PutAsync(client, Arm.Configuration(group, clusters[0], $"late{number}"), Content);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            // The connection broke: the service has been killed.
        }
    }

    /// <summary>Creates the parent again as soon as that is allowed, and what was between it and the configurations.</summary>
    public async Task CreateAgainAsync(HttpClient client)
    {
        await Poll.UntilAsync($"{path} to be gone", async () => await PutAsync(client, path, body) switch
        {
            HttpStatusCode.Conflict => false,
            HttpStatusCode.Created => true,
            var status => throw new InvalidOperationException($"PUT {path}: {status}, though it was deleted."),
        });
        foreach (var cluster in clusters) await client.SetUpAsync(Arm.Cluster(group, cluster), Arm.ClusterBody());
    }

    /// <summary>Checks that nothing of old is there.</summary>
    public async Task VerifyEmptyAsync(HttpClient client)
    {
        foreach (var cluster in clusters) Assert.Empty(await client.ListNamesAsync(Arm.Configurations(group, cluster)));
        foreach (var configuration in Configurations) Assert.Null(await client.FindAsync(configuration));
    }

    private static JsonObject Content => new() { ["properties"] = new JsonObject { ["repositoryUrl"] = "https://example.com/old" } };

    private static async Task<HttpStatusCode> PutAsync(HttpClient client, string path, JsonObject body)
    {
        using var answer = await client.PutAsync(path, body);
        return answer.StatusCode;
    }
}
