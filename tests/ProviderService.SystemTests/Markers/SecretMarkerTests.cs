using ProviderService.SystemTests.Processes;
using ProviderService.Tests.Diagnostics;

namespace ProviderService.SystemTests.Markers;

/// <summary>What a real process leaves of credentials: in files, in what it prints at the finest level, in what it exports, in answers.</summary>
public sealed class SecretMarkerTests : IAsyncLifetime
{
    /// <summary>So many last bytes of a sealed secret are looked for; they are of its ciphertext.</summary>
    private const int Trace = 64;

    private readonly ServiceDirectory _directory = new();
    private readonly Collector _collector = new();
    private readonly Agent _agent = new();

    public async ValueTask InitializeAsync() => await _collector.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _collector.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Credentials_lie_nowhere_in_clear_and_after_the_purge_nowhere_at_all()
    {
        var (traffic, sealedBytes, killed) = await SupplyAsync();
        var secrets = new MarkerSearch(traffic.Secrets);
        var hidden = new MarkerSearch([.. traffic.Secrets, .. traffic.KnownHosts]);
        AssertAbsent(hidden);

        await using var service = await StartAsync();
        await Poll.UntilAsync("the purge", () => Task.FromResult(new SecretRows(_directory).Count() == 0));
        await Poll.UntilAsync("the sealed bytes to be gone", () => Task.FromResult(!_directory.Files.Any(file => sealedBytes.Exists(bytes => Contains(file, bytes)))));
        var reader = new SecretTraffic(service.Client, _agent);
        await reader.ReadAsync();
        await service.StopAsync();

        AssertAbsent(hidden);
        foreach (var signal in (string[])["traces", "metrics", "logs"])
        {
            Assert.NotEmpty(_collector.Received(signal));
            Assert.False(hidden.Finds(_collector.Received(signal)), $"A secret is in the {signal} that were exported.");
        }
        Assert.Contains("trce:", killed, StringComparison.Ordinal);
        Assert.False(hidden.Finds(killed + service.Output), "A secret was printed.");
        Assert.False(secrets.Finds(traffic.Answers + reader.Answers), "A secret was answered.");
        Assert.False(hidden.Finds(reader.Answers), "What has expired was answered.");
        // known_hosts are answered while they live: this finds one, so the above would have found the others.
        Assert.True(hidden.Finds(traffic.Answers));
    }

    /// <summary>The first life of the service, which is killed once the credentials have expired.</summary>
    /// <returns>What was sent, what was stored of it, and what was printed.</returns>
    private async Task<(SecretTraffic Traffic, List<byte[]> SealedBytes, string Output)> SupplyAsync()
    {
        await using var service = await StartAsync();
        var traffic = new SecretTraffic(service.Client, _agent);
        await traffic.SendAsync();
        var sealedBytes = new SecretRows(_directory).Bodies().Select(body => body[^Trace..]).ToList();
        Assert.Equal(2, sealedBytes.Count);
        Assert.All(sealedBytes, bytes => Assert.Contains(_directory.Files, file => Contains(file, bytes)));
        await traffic.ReadAsync();
        await Poll.UntilAsync("the credentials to expire", traffic.HasExpiredAsync);
        await service.KillAsync();
        return (traffic, sealedBytes, service.Output);
    }

    private Task<ServiceProcess> StartAsync() => ServiceProcess.StartAsync(
        _directory, "--Secrets:Retention=00:00:20", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace",
        "--Logging:LogLevel:Hangfire=Trace", "--Logging:LogLevel:ProviderService.Audit=Trace",
        $"--OTEL_EXPORTER_OTLP_ENDPOINT={_collector.Endpoint}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");

    private void AssertAbsent(MarkerSearch search) => Assert.DoesNotContain(_directory.Files, file => search.Finds(Read(file)));

    private static bool Contains(string file, byte[] bytes) => Read(file).AsSpan().IndexOf(bytes) >= 0;

    /// <summary>A temporary file may be gone by now, and nobody but the service may read its lock.</summary>
    private static byte[] Read(string path)
    {
        if (Path.GetFileName(path) == "lock" || !File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return content;
    }
}
