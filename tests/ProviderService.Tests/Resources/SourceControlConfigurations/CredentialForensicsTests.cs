using System.Text;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>What is left of credentials on disk.</summary>
public sealed class CredentialForensicsTests(TestService service) : IClassFixture<TestService>, IDisposable
{
    private const string Marker = "hunter2-of-the-forensics-tests";

    /// <summary>After it the store empties a write-ahead log that holds what was deleted.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly ClusterKeyPair _pair = new();

    public void Dispose() => _pair.Dispose();

    [Fact]
    [Trait("Backend", "Embedded")]
    public async Task A_secret_is_in_no_file_and_its_encrypted_bytes_are_in_none_a_second_after_the_purge()
    {
        TestBackend.RequireEmbedded();
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        var hosts = Convert.ToBase64String(Encoding.UTF8.GetBytes($"# {Marker}\n"));
        await cluster.PutAsync($$"""
            "sshKnownHostsContents":"{{hosts}}","configurationProtectedSettings":{"token":"{{Marker}}"}
            """);
        var ciphertexts = (await cluster.StoredAsync()).Select(secret => secret.Document.Body.ToArray()[^64..]).ToList();
        Assert.Equal(2, ciphertexts.Count);
        Assert.All(ciphertexts, ciphertext => Assert.Contains(service.Files, file => Contains(file, ciphertext)));
        Assert.DoesNotContain(service.Files, file => Contains(file, Encoding.UTF8.GetBytes(Marker)) || Contains(file, Encoding.UTF8.GetBytes(hosts)));

        service.Time.Advance(new TimeSpan(47, 58, 0));
        await service.PurgeAsync();
        await cluster.PutAsync("");
        service.Time.Advance(Soon);
        await SettleAsync(cluster);

        Assert.All(ciphertexts, ciphertext => Assert.DoesNotContain(service.Files, file => Contains(file, ciphertext)));
    }

    /// <summary>The second write can only be answered after the upkeep that is queued behind the first.</summary>
    private static async Task SettleAsync(CredentialCluster cluster)
    {
        await cluster.PutAsync("");
        await cluster.PutAsync("");
    }

    private static bool Contains(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content.AsSpan().IndexOf(bytes) >= 0;
    }
}
