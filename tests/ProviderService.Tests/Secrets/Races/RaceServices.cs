using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProviderService.Core.Arm;
using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Diagnostics.Audit;
using ProviderService.Diagnostics.Health;
using ProviderService.Hosting;
using ProviderService.Jobs;
using ProviderService.Keys;
using ProviderService.Resources;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.ResourceGroups;
using ProviderService.Resources.SourceControlConfigurations;
using ProviderService.Secrets;
using ProviderService.Tests.Diagnostics.Health;
using ProviderService.Tests.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>What one replica does, without the network.</summary>
internal sealed class RaceServices : IDisposable
{
    public static readonly ResourceId Cluster = ResourceId.Parse(
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c");

    public static readonly ResourceId Configuration =
        ResourceId.Parse($"{Cluster}/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/cfg");

    private readonly ServiceProvider _services;

    public RaceServices(IDocumentStore store, IKeyWrapper wrapper, SettableTime time)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:RetiredKeyLife", "20:00:00")]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging();
        services.AddArm().AddKeys().AddSecrets().AddResources();
        services.AddSingleton(store).AddSingleton(wrapper);
        services.AddSingleton<DeletionSweep>().AddSingleton<PurgeExpiredSecrets>().AddSingleton<TimeProvider>(time);
        services.AddSingleton(new ClockCheck(time, built: default)).AddSingleton<AuditLog>().AddSingleton<IAuditOutput>(new NoAudit());
        _services = services.BuildServiceProvider();
    }

    public SourceControlConfigurationStore Configurations => Get<SourceControlConfigurationStore>();

    public ConnectedClusterStore Clusters => Get<ConnectedClusterStore>();

    public PurgeExpiredSecrets Purge => Get<PurgeExpiredSecrets>();

    public DeletionSweep Sweep => Get<DeletionSweep>();

    public KeyRingStore Ring => Get<KeyRingStore>();

    public KeyRingLoader RingLoader => Get<KeyRingLoader>();

    public ResealDocuments Reseal => Get<ResealDocuments>();

    public void Dispose() => _services.Dispose();

    /// <summary>PUTs the cluster, and what it needs.</summary>
    public async Task CreateClusterAsync(string publicKey)
    {
        var group = new ResourceGroupRequest("g", "eastus", Tags: null, SetsTags: false, ManagedBy: null);
        await Get<ResourceGroupStore>().PutAsync(Cluster.Parent!, group, Preconditions.None, default);
        using var body = JsonDocument.Parse(
            $$$"""{"location":"eastus","identity":{"type":"None"},"properties":{"agentPublicKeyCertificate":"{{{publicKey}}}"}}""");
        var request = ConnectedClusterRequest.Read("c", ConnectedClusterType.Instance.Versions[0], new JsonMembers(body.RootElement, "", new Faults()));
        await Clusters.PutAsync(Cluster, request, new ConnectedClusterCaller(ConfigurationBodies.Caller, null), Preconditions.None, default);
    }

    public async Task PutAsync(string properties) =>
        await Configurations.PutAsync(Configuration, ConfigurationBodies.Read(properties), Preconditions.None, ConfigurationBodies.Caller, default);

    /// <summary>What ARM answers from.</summary>
    public ValueTask<ConfigurationSnapshot> GetAsync() => Configurations.GetAsync(Configuration, default);

    /// <summary>What the cluster's agent gets; <see langword="null"/> when there is no such configuration.</summary>
    public async ValueTask<ConfigurationSnapshot?> PollAsync()
    {
        var cluster = await Clusters.RequireAsync(Cluster, default);
        var all = await Configurations.ReadAllAsync(Cluster, cluster.Uid, default);
        return all is [var found] ? await Get<ConfigurationCredentials>().SnapshotAsync(found, cluster, default) : null;
    }

    /// <summary>The names of all secrets that are kept.</summary>
    public async Task<IEnumerable<Guid>> StoredAsync()
    {
        var page = await Get<IDocumentStore>().ListAsync(Cluster.Key, SecretStore.Prefix, null, 1000, default);
        return page.Documents.Select(secret => SecretStore.IdOf(secret.Document.Key)).Order();
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private sealed class NoAudit : IAuditOutput
    {
        public void Open()
        {
        }

        public void Append(ReadOnlySpan<byte> line)
        {
        }
    }
}
