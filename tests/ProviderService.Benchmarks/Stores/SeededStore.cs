using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Keys;
using ProviderService.Resources;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Secrets;

namespace ProviderService.Benchmarks.Stores;

/// <summary>A data directory that holds resources before the service starts: written by the service's own classes, without the network.</summary>
internal sealed class SeededStore : IDisposable
{
    /// <summary>As many as the writer takes into one commit.</summary>
    private const int Parallelism = 256;

    private static readonly Principal Caller = new("benchmark", "User");

    public string Path { get; } = Directory.CreateTempSubdirectory("provider-service-benchmark-").FullName;

    public int Groups { get; private init; }

    public int ClustersPerGroup { get; private init; }

    /// <summary>Fills a new directory.</summary>
    public static Task<SeededStore> CreateAsync(int groups, int clustersPerGroup, int configurationsPerCluster) =>
        CreateAsync(groups, clustersPerGroup, configurationsPerCluster, life: null);

    /// <summary>The same of one group, each configuration with a secret that lives for so long.</summary>
    public static Task<SeededStore> CreateWithSecretsAsync(int clusters, int configurationsPerCluster, TimeSpan life) =>
        CreateAsync(groups: 1, clusters, configurationsPerCluster, life);

    private static async Task<SeededStore> CreateAsync(int groups, int clustersPerGroup, int configurationsPerCluster, TimeSpan? life)
    {
        var store = new SeededStore { Groups = groups, ClustersPerGroup = clustersPerGroup };
        await using var host = BuildHost(store.Path, life);
        await host.StartAsync();
        for (var group = 0; group < groups; group++) await PutGroupAsync(host.Services, group);
        var clusters = from @group in Enumerable.Range(0, groups) from cluster in Enumerable.Range(0, clustersPerGroup) select (@group, cluster);
        await Parallel.ForEachAsync(
            clusters, new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (place, _) => await PutClusterAsync(host.Services, Arm.Cluster(place.group, place.cluster), configurationsPerCluster, life is not null));
        await host.StopAsync();
        return store;
    }

    /// <summary>The paths of so many clusters, spread evenly over the store.</summary>
    public string[] Clusters(int count)
    {
        var all = Groups * ClustersPerGroup;
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * all / count)).Select(i => Arm.Cluster(i / ClustersPerGroup, i % ClustersPerGroup))];
    }

    /// <returns>The bytes that a configuration takes, sealed.</returns>
    public int ConfigurationSize()
    {
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, "documents.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT length(body) FROM documents WHERE id LIKE 'configuration:%' LIMIT 1";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static WebApplication BuildHost(string directory, TimeSpan? life)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Urls", "http://127.0.0.1:0"), new("Embedded:DataDirectory", directory)]);
        if (life is { } span) builder.Configuration["Secrets:Retention"] = span.ToString();
        builder.AddBackend();
        builder.Services.AddArm().AddKeys().AddSecrets().AddResources();
        return builder.Build();
    }

    private static async Task PutGroupAsync(IServiceProvider services, int group)
    {
        var id = ResourceId.Parse(Arm.Group(group));
        var request = new ResourceGroupRequest(id.Name, "eastus", Tags: null, SetsTags: false, ManagedBy: null);
        await services.GetRequiredService<ResourceGroupStore>().PutAsync(id, request, Preconditions.None, CancellationToken.None);
    }

    private static async Task PutClusterAsync(IServiceProvider services, string path, int configurations, bool hasSecrets)
    {
        var id = ResourceId.Parse(path);
        var request = ConnectedClusterRequest.Read(id.Name, ConnectedClusterType.Instance.Versions[1], Parse(Arm.ClusterBody));
        var caller = new ConnectedClusterCaller(Caller, TenantId: null);
        await services.GetRequiredService<ConnectedClusterStore>().PutAsync(id, request, caller, Preconditions.None, CancellationToken.None);
        for (var i = 0; i < configurations; i++) await PutConfigurationAsync(services, ResourceId.Parse(Arm.Configuration(path, i)), i, hasSecrets);
    }

    private static async Task PutConfigurationAsync(IServiceProvider services, ResourceId id, int repository, bool hasSecrets)
    {
        var version = SourceControlConfigurationType.Instance.Versions[^1];
        var request = SourceControlConfigurationRequest.Read(id.Name, version, Parse(Arm.ConfigurationBody(repository, hasSecrets)));
        await services.GetRequiredService<SourceControlConfigurationStore>().PutAsync(id, request, Preconditions.None, Caller, CancellationToken.None);
    }

    private static JsonMembers Parse(string json) => new(JsonDocument.Parse(json).RootElement, "", new Faults());
}
