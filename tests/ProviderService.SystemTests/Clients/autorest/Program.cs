// The scenario of every client (see ClientScenario.cs), with clients that AutoRest generated.
using Azure;
using Azure.Core;
using Generated.Clusters;
using Generated.Clusters.Models;
using Generated.Configurations;
using Generated.Configurations.Models;

const string Provider = "Microsoft.Kubernetes", ClusterType = "connectedClusters", Name = "autorest", Newest = "2023-05-01", ClustersAt = "2021-10-01";
var (subscription, group) = (Setting("SUBSCRIPTION"), Setting("GROUP"));
var endpoint = new Uri(Setting("ENDPOINT"));
var credential = new FileCredential(Setting("TOKEN_FILE"));
var clusters = new ConnectedClusterClient(credential, endpoint);
var configurations = new SourceControlConfigurationsClient(credential, endpoint);

var cluster = new ConnectedCluster("eastus", new ConnectedClusterIdentity(ResourceIdentityType.SystemAssigned), Setting("PUBLIC_KEY"))
{
    Tags = new Dictionary<string, string> { ["made"] = "here" },
};
var created = await (await clusters.StartCreateAsync(subscription, group, Name, cluster)).WaitForCompletionAsync();
Passed(ClustersAt, "cluster created", created.Value.ProvisioningState == ProvisioningState.Succeeded);
Passed(ClustersAt, "cluster read", (await clusters.GetAsync(subscription, group, Name)).Value.Tags["made"] == "here");
var patch = new TagsPatch { Tags = new Dictionary<string, string> { ["made"] = "there" } };
Passed(ClustersAt, "cluster updated", (await clusters.UpdateAsync(subscription, group, Name, patch)).Value.Tags["made"] == "there");
Passed(ClustersAt, "clusters listed", clusters.ListByResourceGroup(subscription, group).Any(item => item.Name == Name));

var settings = new SourceControlConfiguration
{
    RepositoryUrl = "https://github.com/fluxcd/flux-get-started",
    OperatorNamespace = "flux",
    OperatorInstanceName = "flux",
    OperatorType = OperatorType.Flux,
    OperatorParams = "--git-readonly",
};
Passed(Newest, "configuration created", Put(settings).ComplianceStatus.ComplianceState == ComplianceStateType.Pending);
var read = Get();
Passed(Newest, "configuration read", read.RepositoryUrl == settings.RepositoryUrl);
Passed(Newest, "configurations listed", List().Single().Name == "cfg");
read.OperatorParams += " --git-branch=main";
Passed(Newest, "configuration updated", Put(read).OperatorParams == "--git-readonly --git-branch=main");
await (await configurations.StartDeleteAsync(subscription, group, Provider, ClusterType, Name, "cfg")).WaitForCompletionResponseAsync();
Passed(Newest, "configuration deleted", !List().Any());
Passed(Newest, "error read", ErrorOf(Get) is { Status: 404, ErrorCode: "ResourceNotFound" });
Passed(Newest, "operations listed", new Generated.Configurations.OperationsClient(credential, endpoint).List()
    .Any(operation => operation.Name.EndsWith("sourceControlConfigurations/write", StringComparison.Ordinal)));

await (await clusters.StartDeleteAsync(subscription, group, Name)).WaitForCompletionResponseAsync();
Passed(ClustersAt, "cluster deleted", ErrorOf(() => clusters.Get(subscription, group, Name)) is { Status: 404 });

SourceControlConfiguration Put(SourceControlConfiguration resource) =>
    configurations.CreateOrUpdate(subscription, group, Provider, ClusterType, Name, "cfg", resource).Value;

SourceControlConfiguration Get() => configurations.Get(subscription, group, Provider, ClusterType, Name, "cfg").Value;

Pageable<SourceControlConfiguration> List() => configurations.List(subscription, group, Provider, ClusterType, Name);

static RequestFailedException? ErrorOf(Func<object> call)
{
    try
    {
        call();
        return null;
    }
    catch (RequestFailedException error)
    {
        return error;
    }
}

static void Passed(string version, string step, bool holds)
{
    if (!holds) throw new InvalidOperationException($"{version}: {step}");
    Console.WriteLine($"PASS {version} {step}");
}

static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

/// <summary>Reads the administrator's token, as any credential would be asked for one.</summary>
internal sealed class FileCredential(string path) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(File.ReadAllText(path).Trim(), DateTimeOffset.UtcNow.AddHours(1));

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
