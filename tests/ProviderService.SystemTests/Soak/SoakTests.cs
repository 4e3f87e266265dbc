using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Soak;

/// <summary>Five minutes of everything at once, after which the service is no slower and has no more handles and threads than when it was
/// warm, and no more objects. Resident memory is printed, not judged: most of it is room for garbage.</summary>
[Trait("Run", "full")]
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Minutes = 5;
    private const int WarmMinutes = 2;
    private const int Clusters = 20;
    private const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    private readonly ServiceDirectory _directory = new() { HasDiagnosticPort = true };
    private readonly RSA _key = RSA.Create(2048);

    /// <summary>What a minute did, and had at least: what comes and goes is not kept.</summary>
    private sealed record Minute(long Requests, long Resident, int Handles, int Threads);

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Mixed_load_with_agents_leaves_speed_memory_handles_and_threads_as_they_were()
    {
        await using var service = await ServiceProcess.StartAsync(_directory);
        using var load = new MixedLoad(service, _key, Clusters);
        await load.SetUpAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var work = load.RunAsync(stop.Token);

        var (warm, objects) = await WatchAsync(service, load, work, WarmMinutes);
        var (last, objectsLeft) = await WatchAsync(service, load, work, Minutes - WarmMinutes);
        await stop.CancelAsync();
        await work;
        Assert.InRange(last.Requests, warm.Requests / 2, long.MaxValue);
        Assert.InRange(last.Handles - warm.Handles, int.MinValue, 16);
        Assert.InRange(last.Threads - warm.Threads, int.MinValue, 16);
        Assert.InRange(objectsLeft - objects, long.MinValue, Megabyte);
    }

    /// <returns>The last of so many minutes, and the bytes of objects after it.</returns>
    private async Task<(Minute Last, long Objects)> WatchAsync(ServiceProcess service, MixedLoad load, Task work, int minutes)
    {
        Minute last;
        do
        {
            last = await WatchAsync(service, load, work);
            output.WriteLine($"{last.Requests} requests, {last.Resident / Megabyte} MB, {last.Handles} handles, {last.Threads} threads");
        }
        while (--minutes > 0);
        await service.CollectAsync();
        var objects = await ObjectsAsync(service);
        output.WriteLine($"{(double)objects / Megabyte:0.0} MB of objects");
        return (last, objects);
    }

    private static async Task<Minute> WatchAsync(ServiceProcess service, MixedLoad load, Task work)
    {
        var (samples, start, before) = (new List<Minute>(), TimeProvider.System.GetTimestamp(), load.Requests);
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1))
        {
            await Task.WhenAny(work, Task.Delay(SampleInterval, TimeProvider.System));
            if (work.IsCompleted) await work;
            samples.Add(new Minute(load.Requests - before, service.Resident, service.Handles, service.Threads));
        }

        return new Minute(samples[^1].Requests, samples.Min(one => one.Resident), samples.Min(one => one.Handles), samples.Min(one => one.Threads));
    }

    /// <returns>Bytes of the objects that the last collection left.</returns>
    private static async Task<long> ObjectsAsync(ServiceProcess service)
    {
        var metrics = await service.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return Sum("size") - Sum("fragmentation_size");

        long Sum(string name) => Regex.Matches(metrics, $@"^dotnet_gc_last_collection_heap_{name}_bytes\{{[^}}]*\}} (\S+)", RegexOptions.Multiline)
            .Sum(size => long.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture));
    }
}
