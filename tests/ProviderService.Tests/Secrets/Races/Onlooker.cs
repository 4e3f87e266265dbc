using ProviderService.Core.Documents;
using ProviderService.Core.Encryption;
using ProviderService.Core.Secrets;
using ProviderService.Core.Storage;
using ProviderService.Resources;
using ProviderService.Resources.ConnectedClusters;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Secrets.Races;

/// <summary>Sees what is stored between any two operations, as whoever comes when nobody lives to do the next one.</summary>
internal sealed class Onlooker
{
    private const string Configurations = "configuration:";

    private static readonly ClusterPublicKeys Keys = new();

    private readonly IDocumentStore _store;
    private readonly SealedDocuments _documents;

    public Onlooker(IDocumentStore store, IKeyWrapper wrapper, TimeProvider time)
    {
        var ring = new KeyRing();
        _store = store;
        _documents = new SealedDocuments(store, ring, new KeyRingLoader(new KeyRingStore(store, wrapper, KeyNotice.Default, time), wrapper, ring, time));
    }

    /// <summary>A secret that nobody refers to is looked at by a sweep in time.</summary>
    /// <param name="latest">The furthest that the clock has been.</param>
    public async Task CheckOrphansAsync(DateTimeOffset latest)
    {
        if (await FindClusterAsync() is { DeletingSince: not null }) return;
        var referred = (await ReadAllAsync()).SelectMany(configuration => configuration.Credentials.All).Select(reference => reference.Id).ToHashSet();
        foreach (var secret in await SecretsAsync())
            Assert.True(
                referred.Contains(SecretStore.IdOf(secret.Key)) || secret.DueAt <= latest + SecretRetention.Grace,
                $"{secret.Key.Id} is referred to by nobody, and due at {secret.DueAt:O}.");
    }

    /// <summary>A reference to what is gone says so.</summary>
    /// <param name="now">What has expired by then is refused anyway.</param>
    public async Task CheckReferencesAsync(DateTimeOffset now)
    {
        if (await FindClusterAsync() is not { DeletingSince: null } cluster) return;
        var kept = (await SecretsAsync()).Select(secret => SecretStore.IdOf(secret.Key)).ToHashSet();
        var kid = Keys.Find(cluster.Settings.AgentPublicKeyCertificate)?.Thumbprint;
        foreach (var configuration in (await ReadAllAsync()).Where(configuration => configuration.ClusterUid == cluster.Uid))
            foreach (var reference in configuration.Credentials.All)
                Assert.True(kept.Contains(reference.Id) || !reference.IsHeld(now, kid), $"{reference} is gone, and its configuration does not say so.");
    }

    /// <summary>Nothing is left of configurations whose cluster is gone.</summary>
    public async Task CheckStraysAsync()
    {
        var cluster = await FindClusterAsync();
        if (cluster?.DeletingSince is null) Assert.All(await ReadAllAsync(), configuration => Assert.Equal(cluster?.Uid, configuration.ClusterUid));
    }

    private async Task<ConnectedClusterDocument?> FindClusterAsync() => (await _documents.ReadAsync(
        ConnectedClusterKeys.KeyIn(RaceServices.Cluster.Key), DocumentJson.Default.ConnectedClusterDocument, default))?.Value;

    private async Task<IReadOnlyList<Document>> SecretsAsync()
    {
        var page = await _store.ListAsync(RaceServices.Cluster.Key, SecretStore.Prefix, null, 1000, default);
        return [.. page.Documents.Select(secret => secret.Document)];
    }

    private async Task<IReadOnlyList<SourceControlConfigurationDocument>> ReadAllAsync()
    {
        var type = DocumentJson.Default.SourceControlConfigurationDocument;
        var page = await _documents.ListAsync(RaceServices.Cluster.Key, Configurations, type, null, 1000, default);
        return [.. page.Documents.Select(configuration => configuration.Value)];
    }
}
