using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Azure.ResourceManager.Resources;

namespace ProviderService.SystemTests.Clients;

/// <summary>The scenario of every client with Azure.ResourceManager, whose generic resources know any type at any version.</summary>
internal sealed class DotNetScenario(ClientScenario scenario)
{
    private const string ClusterVersion = "2021-10-01";
    private const string ConfigurationType = "Microsoft.KubernetesConfiguration/sourceControlConfigurations";

    private static readonly ResourceIdentifier Cluster = new(
        $"/subscriptions/{Guid.Empty}/resourceGroups/{ClientScenario.Group}/providers/Microsoft.Kubernetes/connectedClusters/dotnet");

    private static readonly ResourceIdentifier Configuration = new($"{Cluster}/providers/{ConfigurationType}/cfg");

    private readonly HashSet<(string Version, string Step)> _passed = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>The versions and steps that passed.</returns>
    public async Task<IReadOnlySet<(string Version, string Step)>> RunAsync(IEnumerable<string> versions)
    {
        await CreateClusterAsync();
        foreach (var version in versions) await RunAsync(version);
        await DeleteClusterAsync();
        return _passed;
    }

    private async Task CreateClusterAsync()
    {
        var clusters = Client("Microsoft.Kubernetes/connectedClusters", ClusterVersion);
        var data = new GenericResourceData(AzureLocation.EastUS)
        {
            Identity = new Azure.ResourceManager.Models.ManagedServiceIdentity(Azure.ResourceManager.Models.ManagedServiceIdentityType.SystemAssigned),
            Properties = BinaryData.FromObjectAsJson(new { agentPublicKeyCertificate = scenario.PublicKey }),
            Tags = { ["made"] = "here" },
        };
        var created = await clusters.GetGenericResources().CreateOrUpdateAsync(WaitUntil.Completed, Cluster, data, Cancellation);
        Passed(ClusterVersion, "cluster created", created.Value.Data.Name == "dotnet");

        var read = await clusters.GetGenericResource(Cluster).GetAsync(Cancellation);
        Passed(ClusterVersion, "cluster read", read.Value.Data.Tags["made"] == "here");

        read.Value.Data.Tags["made"] = "there";
        var tagged = await read.Value.UpdateAsync(WaitUntil.Completed, read.Value.Data, Cancellation);
        Passed(ClusterVersion, "cluster updated", tagged.Value.Data.Tags["made"] == "there");

        var group = clusters.GetResourceGroupResource(Cluster.Parent!);
        var listed = await group.GetGenericResourcesAsync(cancellationToken: Cancellation).AnyAsync(resource => resource.Data.Name == "dotnet", Cancellation);
        Passed(ClusterVersion, "clusters listed", listed);
    }

    private async Task RunAsync(string version)
    {
        var client = Client(ConfigurationType, version);
        var configurations = client.GetGenericResources();
        var created = await configurations.CreateOrUpdateAsync(WaitUntil.Completed, Configuration, Settings("--git-readonly"), Cancellation);
        Passed(version, "configuration created", created.Value.Data.Properties.ToString().Contains("\"Pending\"", StringComparison.Ordinal));

        var read = await client.GetGenericResource(Configuration).GetAsync(Cancellation);
        Passed(version, "configuration read", read.Value.Data.Properties.ToString().Contains("flux-get-started", StringComparison.Ordinal));

        // A generic resource has no list of extension resources; what it has is the question whether one is there.
        Passed(version, "configurations listed", await configurations.ExistsAsync(Configuration, Cancellation));

        var updated = await configurations.CreateOrUpdateAsync(WaitUntil.Completed, Configuration, Settings("--git-readonly --git-branch=main"), Cancellation);
        Passed(version, "configuration updated", updated.Value.Data.Properties.ToString().Contains("--git-branch=main", StringComparison.Ordinal));

        await read.Value.DeleteAsync(WaitUntil.Completed, Cancellation);
        Passed(version, "configuration deleted", !await configurations.ExistsAsync(Configuration, Cancellation));

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => client.GetGenericResource(Configuration).GetAsync(Cancellation));
        Passed(version, "error read", error is { Status: 404, ErrorCode: "ResourceNotFound" });

        var provider = await client.GetSubscriptionResource(new ResourceIdentifier($"/subscriptions/{Guid.Empty}")).GetResourceProviderAsync(
            "Microsoft.KubernetesConfiguration", cancellationToken: Cancellation);
        Passed(version, "operations listed", provider.Value.Data.ResourceTypes.Any(type => type.ResourceType == "sourceControlConfigurations"));
    }

    private async Task DeleteClusterAsync()
    {
        var cluster = Client("Microsoft.Kubernetes/connectedClusters", ClusterVersion).GetGenericResource(Cluster);
        await cluster.DeleteAsync(WaitUntil.Completed, Cancellation);
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => cluster.GetAsync(Cancellation));
        Passed(ClusterVersion, "cluster deleted", error.Status == 404);
    }

    private static GenericResourceData Settings(string parameters) => new(default)
    {
        Properties = BinaryData.FromObjectAsJson(new
        {
            repositoryUrl = "https://github.com/fluxcd/flux-get-started",
            operatorNamespace = "flux",
            operatorInstanceName = "flux",
            operatorType = "Flux",
            operatorScope = "cluster",
            operatorParams = parameters,
        }),
    };

    private ArmClient Client(ResourceType type, string version)
    {
        var options = new ArmClientOptions
        {
            Environment = new ArmEnvironment(new Uri(scenario.Endpoint), scenario.Endpoint),
            Transport = new HttpClientTransport(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = scenario.Trust() } }),
        };
        options.SetApiVersion(type, version);
        return new ArmClient(new FileCredential(scenario.TokenFile), Guid.Empty.ToString(), options);
    }

    private void Passed(string version, string step, bool holds)
    {
        Assert.True(holds, $"{version}: {step}");
        _passed.Add((version, step));
    }

    private sealed class FileCredential(string path) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(File.ReadAllText(path).Trim(), TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
