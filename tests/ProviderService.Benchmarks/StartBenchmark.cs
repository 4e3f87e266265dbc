using ProviderService.Benchmarks.Reports;
using ProviderService.Benchmarks.Servers;
using ProviderService.Benchmarks.Stores;

namespace ProviderService.Benchmarks;

/// <summary>How long the service takes from the creation of its process to ready, and how much memory it holds when nobody calls.</summary>
internal static class StartBenchmark
{
    private const double StartGoal = 2;
    private const double MemoryGoal = 150;

    public static async Task<Report> RunAsync(Pace pace)
    {
        var report = new Report("Start");
        var (first, again) = (report.Row("first start, which makes keys", "s"), report.Row("later start", "s"));
        var resident = report.Row($"resident after {pace.Seconds} s without a call", "MB");
        for (var round = 0; round < pace.Rounds; round++)
        {
            using var store = new SeededStore();
            await StartAsync(store, first, null, pace);
            await StartAsync(store, again, resident, pace);
        }
        report.AtMost(first, StartGoal);
        report.AtMost(again, StartGoal);
        report.AtMost(resident, MemoryGoal);
        return report;
    }

    private static async Task StartAsync(SeededStore store, Series time, Series? resident, Pace pace)
    {
        await using var service = await Service.StartAsync(store.Path);
        time.Add(service.StartTime.TotalSeconds);
        if (resident is not null) await Task.Delay(TimeSpan.FromSeconds(pace.Seconds), TimeProvider.System);
        resident?.Add(service.Resident);
        await service.StopAsync();
    }
}
