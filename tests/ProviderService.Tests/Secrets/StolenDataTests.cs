using System.Text;
using Jose;
using ProviderService.Core.Secrets;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Secrets;

/// <summary>Whoever has the whole data directory, key file included, reads everything but protected settings.</summary>
public sealed class StolenDataTests(TestService service) : IClassFixture<TestService>, IDisposable
{
    private const string Repository = "repository-of-the-stolen-data";

    private readonly ClusterKeyPair _pair = new();
    private readonly List<string> _supplied = [];

    public void Dispose() => _pair.Dispose();

    [Fact]
    [Trait("Backend", "Embedded")]
    public async Task Protected_settings_are_readable_with_the_clusters_private_key_and_with_nothing_in_the_data_directory_at_any_moment()
    {
        TestBackend.RequireEmbedded();
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        foreach (var moment in (Func<Task>[])[() => SupplyAsync(cluster), () => cluster.PollAsync(), () => SupplyAsync(cluster), () => cluster.GetAsync()])
        {
            await moment();
            await AssertClosedAsync();
            Assert.Equal(_supplied[^1], await cluster.SecretAsync());
        }

        service.Time.Advance(SecretRetention.Longest);
        await AssertClosedAsync();
        await service.PurgeAsync();
        await AssertClosedAsync(sealedSecrets: 0);
    }

    private async Task SupplyAsync(CredentialCluster cluster)
    {
        _supplied.Add($"marker-{Guid.NewGuid():N}");
        using var response = await cluster.Cluster.PutAsync("cfg", $$"""
            {"repositoryUrl":"https://example.org/{{Repository}}","configurationProtectedSettings":{"token":"{{_supplied[^1]}}"} }
            """);
        response.EnsureSuccessStatusCode();
    }

    private async Task AssertClosedAsync(int sealedSecrets = 1)
    {
        await using var stolen = await StolenData.TakeAsync(service);
        var everything = (await stolen.ReadAsync()).SelectMany(found => Unfolding.Unfold(found)).ToList();
        var texts = everything.ConvertAll(Encoding.UTF8.GetString);
        // What is not sealed is found, so that secrets would be.
        Assert.Contains(texts, text => text.Contains(Repository, StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => _supplied.Exists(secret => text.Contains(secret, StringComparison.Ordinal)));
        var sealedTexts = texts.Where(text => text.StartsWith("eyJ", StringComparison.Ordinal) && text.Count(c => c == '.') == 4).Distinct().ToList();
        Assert.Equal(sealedSecrets, sealedTexts.Count);
        AssertNoKeyOpens(sealedTexts, everything);
    }

    /// <summary>There are private keys in the directory, such as the one that signs tokens.</summary>
    private static void AssertNoKeyOpens(List<string> sealedTexts, List<byte[]> everything)
    {
        var keys = Unfolding.Keys(everything).ToList();
        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            foreach (var text in sealedTexts)
                Assert.ThrowsAny<Exception>(() => JWT.DecodeBytes(text, key, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM));
            key.Dispose();
        }
    }
}
