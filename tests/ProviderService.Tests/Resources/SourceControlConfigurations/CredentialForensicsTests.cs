using System.Text;
using ProviderService.Tests.Hosting;
using ProviderService.Tests.Secrets;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

/// <summary>What is left of credentials on disk.</summary>
public sealed class CredentialForensicsTests(TestService service) : IClassFixture<TestService>, IDisposable
{
    private const string Marker = "hunter2-of-the-forensics-tests";

    /// <summary>Within it the store empties its write-ahead log.</summary>
    private static readonly TimeSpan UpkeepInterval = TimeSpan.FromSeconds(30);

    private readonly ClusterKeyPair _pair = new();

    public void Dispose() => _pair.Dispose();

    [Fact]
    public async Task A_secret_is_in_no_file_and_its_sealed_bytes_are_in_none_after_the_purge()
    {
        var cluster = await CredentialCluster.CreateAsync(service, _pair);
        await cluster.SupplyAsync(Marker);
        var ciphertext = Assert.Single(await cluster.StoredAsync()).Document.Body.ToArray()[^64..];
        Assert.Contains(service.Files, file => Contains(file, ciphertext));
        Assert.DoesNotContain(service.Files, file => Contains(file, Encoding.UTF8.GetBytes(Marker)));

        service.Time.Advance(new TimeSpan(47, 58, 0));
        await service.PurgeAsync();
        await EmptyWriteAheadLogAsync(cluster);

        Assert.DoesNotContain(service.Files, file => Contains(file, ciphertext));
    }

    /// <summary>The second write can only be answered after the upkeep that is queued behind the first.</summary>
    private async Task EmptyWriteAheadLogAsync(CredentialCluster cluster)
    {
        service.Time.Advance(UpkeepInterval);
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
