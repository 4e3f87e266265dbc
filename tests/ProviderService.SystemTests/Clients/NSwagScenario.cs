using System.Net.Http.Headers;
using Generated.Clusters;
using Generated.Configurations;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Clients;

/// <summary>The scenario of every client with what NSwag makes of two OpenAPI 3 documents, which the build does.</summary>
internal sealed class NSwagScenario(ClientScenario scenario)
{
    private const string ClusterVersion = "2021-10-01";
    private const string ConfigurationVersion = "2023-05-01";
    private const string Name = "nswag";
    private const string Provider = "Microsoft.Kubernetes";
    private const string ClusterType = "connectedClusters";

    private static readonly string Subscription = Guid.Empty.ToString();

    private readonly HashSet<(string Version, string Step)> _passed = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>The versions and steps that passed.</returns>
    public async Task<IReadOnlySet<(string Version, string Step)>> RunAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = scenario.Trust() } }) { BaseAddress = new Uri(scenario.Endpoint) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(scenario.TokenFile, Cancellation)).Trim());
        var clusters = new ConnectedClusterClient(http);
        await CreateClusterAsync(clusters);
        await UseConfigurationsAsync(new SourceControlConfigurationsClient(http));
        await ListOperationsAsync(new Generated.Configurations.OperationsClient(http));
        await DeleteClusterAsync(clusters);
        return _passed;
    }

    private async Task CreateClusterAsync(ConnectedClusterClient clusters)
    {
        var cluster = new ConnectedCluster
        {
            Location = "eastus",
            Tags = new Dictionary<string, string> { ["made"] = "here" },
            Properties = new Generated.Clusters.Properties { AgentPublicKeyCertificate = scenario.PublicKey },
        };
        var created = await clusters.CreateAsync(Subscription, ClientScenario.Group, Name, ClusterVersion, cluster, Cancellation);
        Passed(ClusterVersion, "cluster created", created.Properties.ConnectivityStatus == PropertiesConnectivityStatus.Connecting);
        var read = await clusters.GetAsync(Subscription, ClientScenario.Group, Name, ClusterVersion, Cancellation);
        Passed(ClusterVersion, "cluster read", read.Tags?["made"] == "here");
        var patch = new TagsPatch { Tags = new Dictionary<string, string> { ["made"] = "there" } };
        var updated = await clusters.UpdateAsync(Subscription, ClientScenario.Group, Name, ClusterVersion, patch, Cancellation);
        Passed(ClusterVersion, "cluster updated", updated.Tags?["made"] == "there");
        var page = await clusters.ListByResourceGroupAsync(Subscription, ClientScenario.Group, ClusterVersion, top: null, Cancellation);
        Passed(ClusterVersion, "clusters listed", page.Value.Any(item => item.Name == Name));
    }

    private async Task UseConfigurationsAsync(SourceControlConfigurationsClient configurations)
    {
        var settings = new Generated.Configurations.Properties
        {
            RepositoryUrl = "https://github.com/fluxcd/flux-get-started",
            OperatorNamespace = "flux",
            OperatorInstanceName = "flux",
            OperatorParams = "--git-readonly",
        };
        var created = await PutAsync(new SourceControlConfiguration { Properties = settings });
        Passed(ConfigurationVersion, "configuration created", created.Properties.ComplianceStatus.ComplianceState == ComplianceStatusComplianceState.Pending);
        var read = await GetAsync();
        Passed(ConfigurationVersion, "configuration read", read.Properties.RepositoryUrl == settings.RepositoryUrl);
        Passed(ConfigurationVersion, "configurations listed", (await ListAsync()).Single().Name == "cfg");
        read.Properties.OperatorParams += " --git-branch=main";
        Passed(ConfigurationVersion, "configuration updated", (await PutAsync(read)).Properties.OperatorParams == "--git-readonly --git-branch=main");
        await configurations.DeleteAsync(Subscription, ClientScenario.Group, Provider, ClusterType, Name, "cfg", ConfigurationVersion, Cancellation);
        Passed(ConfigurationVersion, "configuration deleted", (await ListAsync()).Count == 0);
        var error = await Assert.ThrowsAsync<Generated.Configurations.ApiException<Generated.Configurations.ErrorResponse>>(GetAsync);
        Passed(ConfigurationVersion, "error read", error is { StatusCode: 404, Result.Error.Code: "ResourceNotFound" });

        Task<SourceControlConfiguration> GetAsync() =>
            configurations.GetAsync(Subscription, ClientScenario.Group, Provider, ClusterType, Name, "cfg", ConfigurationVersion, Cancellation);

        Task<SourceControlConfiguration> PutAsync(SourceControlConfiguration configuration) => configurations.CreateOrUpdateAsync(
            Subscription, ClientScenario.Group, Provider, ClusterType, Name, "cfg", ConfigurationVersion, configuration, Cancellation);

        async Task<ICollection<SourceControlConfiguration>> ListAsync() =>
            (await configurations.ListAsync(Subscription, ClientScenario.Group, Provider, ClusterType, Name, ConfigurationVersion, Cancellation)).Value;
    }

    private async Task ListOperationsAsync(Generated.Configurations.OperationsClient operations) => Passed(
        ConfigurationVersion, "operations listed",
        (await operations.ListAsync(ConfigurationVersion, Cancellation)).Value.Any(item => item.Name.EndsWith("sourceControlConfigurations/write", StringComparison.Ordinal)));

    private async Task DeleteClusterAsync(ConnectedClusterClient clusters)
    {
        await clusters.DeleteAsync(Subscription, ClientScenario.Group, Name, ClusterVersion, Cancellation);
        await Poll.UntilAsync("the cluster to be gone", async () =>
            !(await clusters.ListByResourceGroupAsync(Subscription, ClientScenario.Group, ClusterVersion, top: null, Cancellation)).Value.Any(item => item.Name == Name));
        Passed(ClusterVersion, "cluster deleted", holds: true);
    }

    private void Passed(string version, string step, bool holds)
    {
        Assert.True(holds, $"{version}: {step}");
        _passed.Add((version, step));
    }
}
