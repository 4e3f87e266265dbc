using System.Security.Cryptography;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Soak;

/// <summary>Five minutes of everything at once. The handles and threads that a minute needs at least must not grow. Memory is printed, not
/// judged: resident memory tells a leak from garbage and filling caches only after a collection, and over more than five minutes.</summary>
[Trait("Run", "full")]
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Minutes = 5;
    private const int Clusters = 20;
    private const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    private readonly ServiceDirectory _directory = new();
    private readonly RSA _key = RSA.Create(2048);

    private sealed record Footprint(long Resident, int Handles, int Threads)
    {
        public static Footprint Of(ServiceProcess service) => new(service.Resident, service.Handles, service.Threads);

        public static Footprint LeastOf(IReadOnlyCollection<Footprint> minute) =>
            new(minute.Min(one => one.Resident), minute.Min(one => one.Handles), minute.Min(one => one.Threads));
    }

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Mixed_load_with_agents_leaves_handles_and_threads_as_they_were()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        using var load = new MixedLoad(service, _key, Clusters);
        await load.SetUpAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var work = load.RunAsync(stop.Token);

        var minutes = new List<Footprint>();
        for (var minute = 1; minute <= Minutes; minute++)
        {
            minutes.Add(await WatchAsync(service, work));
            output.WriteLine($"Minute {minute}: {minutes[^1].Resident / Megabyte} MB, {minutes[^1].Handles} handles, {minutes[^1].Threads} threads; {load.Requests} requests so far.");
        }

        await stop.CancelAsync();
        await work;
        var (warm, last) = (minutes[1], minutes[^1]);
        Assert.InRange(last.Handles - warm.Handles, int.MinValue, 16);
        Assert.InRange(last.Threads - warm.Threads, int.MinValue, 8);
    }

    /// <returns>The least of a minute: what comes and goes is not kept.</returns>
    private static async Task<Footprint> WatchAsync(ServiceProcess service, Task work)
    {
        var (samples, start) = (new List<Footprint>(), TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1))
        {
            await Task.WhenAny(work, Task.Delay(SampleInterval, TimeProvider.System));
            if (work.IsCompleted) await work;
            samples.Add(Footprint.Of(service));
        }

        return Footprint.LeastOf(samples);
    }
}
