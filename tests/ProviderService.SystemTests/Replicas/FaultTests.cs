using System.Security.Cryptography;
using ProviderService.SystemTests.Processes;
using ProviderService.TestServers;

namespace ProviderService.SystemTests.Replicas;

/// <summary>
/// Two replicas whose way to Cosmos DB goes wrong. Any answer to a write but success and "not now" (429, 503, 504) ends a test, so nobody gets
/// a 500; what is acknowledged is there in the end, and nothing has to be started again.
/// </summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const int Writes = 160;

    /// <summary>What a request is given before it is answered 504.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(35);

    private AzureServers _servers = null!;

    public async ValueTask InitializeAsync() => _servers = await AzureServers.StartAsync(withFaults: true);

    public async ValueTask DisposeAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
    }

    [Theory]
    [InlineData(Fault.Throttled, 3)]
    [InlineData(Fault.Unavailable, 10)]
    [InlineData(Fault.CutBefore, 10)]
    [InlineData(Fault.CutAfter, 10)]
    [InlineData(Fault.Overtaken, 3)]
    public Task No_acknowledged_write_is_lost_and_nobody_gets_a_500(Fault fault, int oneIn) => RunAsync(fault, oneIn);

    [Theory]
    [InlineData(Fault.StalledBefore)]
    [InlineData(Fault.StalledAfter)]
    [Trait("Run", "full")]
    public Task Stalls_of_five_seconds_lose_nothing_either(Fault fault) => RunAsync(fault, 100);

    private async Task RunAsync(Fault fault, int oneIn)
    {
        var replicas = await _servers.StartReplicasAsync(2);
        using var load = new ReplicaLoad(replicas);
        await load.CreateAsync();
        _servers.Way!.Decide = (_, path) =>
            path.Contains("/docs", StringComparison.Ordinal) && RandomNumberGenerator.GetInt32(oneIn) == 0 ? fault : Fault.None;
        await load.RunAsync(Writes);
        _servers.Way.Decide = (_, _) => Fault.None;
        var healed = TimeProvider.System.GetTimestamp();
        await load.VerifyAsync(replicas);
        var recovery = TimeProvider.System.GetElapsedTime(healed);
        Assert.InRange(load.Answers.Percentile(100), TimeSpan.Zero, LongestAnswer);
        TestContext.Current.TestOutputHelper!.WriteLine($"{fault}, one request in {oneIn}: {load}; all read again in {recovery.TotalMilliseconds:F0} ms");
    }
}
