using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Documents;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Tests.Agents;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.ConnectedClusters;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>A cluster with a key, and what is kept of the credentials of its configurations.</summary>
internal sealed class CredentialCluster(TestService service, TestCluster cluster, ClusterKeyPair pair)
{
    public const string Repository = "\"repositoryUrl\":\"https://example.org/a\"";

    public static readonly string SomeHosts = Encode("# hosts\n");
    public static readonly string OtherHosts = Encode("# other hosts\n");

    public TestCluster Cluster => cluster;

    private SealedDocuments Documents => service.Services.GetRequiredService<SealedDocuments>();

    private string Partition => cluster.Id.ToLowerInvariant();

    public static async Task<CredentialCluster> CreateAsync(TestService service, ClusterKeyPair pair) =>
        new(service, await TestCluster.CreateAsync(service.SignedIn(), pair.PublicKey), pair);

    /// <summary>PUTs a configuration whose properties are the repository and these.</summary>
    public async Task<HttpStatusCode> PutAsync(string properties, string version = ConfigurationBodies.Newest)
    {
        using var response = await cluster.PutAsync("cfg", $"{{{Repository}{(properties.Length == 0 ? "" : ",")}{properties}}}", version);
        return response.StatusCode;
    }

    public Task<HttpStatusCode> SupplyAsync(string secret, string version = ConfigurationBodies.Newest) =>
        PutAsync($$"""
            "configurationProtectedSettings":{"token":"{{secret}}"}
            """, version);

    public async Task<JsonObject> GetAsync(string version = ConfigurationBodies.Newest)
    {
        using var response = await cluster.GetAsync("cfg", version);
        return (await response.EnsureSuccessStatusCode().ReadJsonAsync())["properties"]!.AsObject();
    }

    public async Task<string?> KnownHostsAsync() => (string?)(await GetAsync())["sshKnownHostsContents"];

    public async Task<bool> AsksForCredentialsAsync() =>
        ((string)(await GetAsync())["complianceStatus"]!["message"]!).Contains("Supply them again", StringComparison.Ordinal);

    public async Task<SourceControlConfigurationDocument> DocumentAsync() =>
        (await Documents.ReadAsync(new DocumentKey(Partition, "configuration:cfg"), DocumentJson.Default.SourceControlConfigurationDocument, Cancellation))!.Value;

    /// <summary>The secret that a cluster with this key can have now; <see langword="null"/> for none.</summary>
    public async Task<string?> SecretAsync() => await SealedAsync() is { } text ? pair.Open(text)["token"] : null;

    /// <summary>What the cluster's agent gets, sealed; <see langword="null"/> if it gets none, or is none.</summary>
    public async Task<string?> SealedAsync() => (string?)(await PollAsync())?["protectedSettings"]!["sealed"];

    /// <summary>What the cluster's agent gets of the configuration.</summary>
    public async Task<JsonNode?> PollAsync()
    {
        using var agent = new TestAgent(service.Time, service.CreateClient(), cluster, pair);
        using var response = await agent.GetAsync();
        return response.IsSuccessStatusCode ? (await response.ReadJsonAsync())["configurations"]!.AsArray().SingleOrDefault() : null;
    }

    /// <summary>Every secret document of the cluster that is still there, current or not, expired or not.</summary>
    public async Task<IReadOnlyList<StoredDocument>> StoredAsync()
    {
        var all = await service.Services.GetRequiredService<IDocumentStore>().DueAsync(SecretStore.Prefix, DateTimeOffset.MaxValue, 1000, Cancellation);
        return [.. all.Where(secret => secret.Document.Key.Partition == Partition)];
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
